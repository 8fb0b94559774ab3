// Options from settings by the names that Kafka's Java client and librdkafka have for them, as they
// stand in configuration files.
//     kafka::writer writer{kafka::from_properties<kafka::writer_options>(
//         {{"bootstrap.servers", "localhost:9092"}, {"acks", "all"}, {"linger.ms", "5"}})};
#pragma once

#include <kafka/client.hpp>
#include <kafka/reader.hpp>
#include <kafka/writer.hpp>

#include <map>
#include <string>
#include <vector>

namespace kafka {

using properties = std::map<std::string, std::string>;

/// A setting that cannot be taken.
struct property_mistake {
    std::string name = {};
    std::string value = {};
    std::string what = {};    ///< "a whole number is wanted", say
    std::string nearest = {}; ///< for a name that is not known: one that is; often empty
};

/// "linger.ms=soon: a whole number is wanted"
std::string to_string(const property_mistake& mistake);

/// Puts settings into options and leaves the others as they are. The result has everything that
/// could not be taken: names that nobody knows, values that make no sense, and known settings that
/// this library does not have, with the words why. A setting that concerns the other kind of client
/// (linger.ms for a reader) is passed over. Options: client_options, writer_options,
/// reader_options.
template <class Options>
std::vector<property_mistake> apply_properties(const properties& settings, Options& options);

/// New options; throws kafka::error with errc::invalid_option that lists every mistake. What is not
/// set has this library's default, which is not always Java's. For a
/// reader auto.offset.reset also says where to start.
template <class Options>
Options from_properties(const properties& settings);

extern template std::vector<property_mistake> apply_properties(const properties&, client_options&);
extern template std::vector<property_mistake> apply_properties(const properties&, writer_options&);
extern template std::vector<property_mistake> apply_properties(const properties&, reader_options&);
extern template client_options from_properties(const properties&);
extern template writer_options from_properties(const properties&);
extern template reader_options from_properties(const properties&);

/// A balancer by its name: librdkafka's ("murmur2_random", "murmur2", "consistent_random",
/// "consistent", "fnv1a_random", "fnv1a"), or "hash", "reference_hash", "round_robin",
/// "least_bytes". Null for anything else. `balancer::name` gives the names back.
balancer_pointer balancer_from_string(std::string_view name);

} // namespace kafka
