// A balancer that hashes the key, in the ways of Java, librdkafka, sarama and kafka-go.
#pragma once

#include <kafka/balancer.hpp>

#include <random>

namespace kafka::detail::producer {

/// What becomes of a hash that is negative when taken for a signed number, as some clients do.
enum class sign {
    none,    // the hash is unsigned
    dropped, // from the remainder
    masked,  // the highest bit of the hash is cleared
};

/// Where a record goes that has no key.
enum class keyless { sticky, in_turn, as_empty_key };

struct key_rule {
    std::string name;
    key_hash hash;
    producer::sign sign;
    producer::keyless keyless;
    bool empty_is_none = false; // an empty key draws a partition unless keyless is as_empty_key
};

class key_balancer final : public balancer {
public:
    explicit key_balancer(key_rule rule) : rule_(std::move(rule)) {}

    std::int32_t choose(const kafka::record& r, std::span<const std::int32_t> partitions) override;
    bool sticky_without_key() const override { return rule_.keyless == keyless::sticky; }
    balancer_pointer for_topic() const override { return std::make_shared<key_balancer>(rule_); }
    std::string name() const override { return rule_.name; }

private:
    std::size_t index(bytes_view key, std::uint32_t count);
    std::size_t index_of_hash(std::uint32_t hash, std::uint32_t count) const;

    key_rule rule_;
    std::size_t turn_ = 0;
    std::minstd_rand random_{std::random_device{}()};
};

/// librdkafka's "fnv1a_random", and "fnv1a" when consistent.
balancer_pointer fnv1a_balancer(key_balancing options);

} // namespace kafka::detail::producer
