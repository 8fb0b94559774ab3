#include <kafka/error.hpp>

namespace kafka {

namespace {

std::string_view text_of(errc e) {
    switch (e) {
    case errc::ok:
        return "ok";
    case errc::timed_out:
        return "timed out";
    case errc::cancelled:
        return "cancelled";
    case errc::closed:
        return "closed";
    case errc::would_deadlock:
        return "a blocking call on a thread of the library would wait for itself";
    case errc::forked:
        return "the object was made before fork(); make another in the child";
    case errc::no_brokers:
        return "no broker could be reached";
    case errc::connection_lost:
        return "the connection was lost";
    case errc::connection_refused:
        return "the connection was refused";
    case errc::cannot_resolve:
        return "the host name has no address";
    case errc::bad_response:
        return "the broker's answer cannot be read";
    case errc::not_kafka:
        return "the peer does not speak Kafka's protocol";
    case errc::unsupported_version:
        return "the broker serves no version of this API that we speak";
    case errc::queue_full:
        return "the memory budget is used up";
    case errc::message_too_large:
        return "the record is larger than a batch may be";
    case errc::invalid_option:
        return "an option is not valid";
    case errc::invalid_argument:
        return "an argument is not valid";
    case errc::offset_out_of_range:
        return "the offset is outside the log";
    case errc::corrupt_batch:
        return "a record batch is damaged";
    case errc::unsupported_codec:
        return "this build has not the codec of the batch";
    case errc::topic_deleted:
        return "the topic was deleted or replaced";
    case errc::partition_lost:
        return "the partition belongs to another member of the group now";
    case errc::generation_ended:
        return "the generation has ended: the group shares its partitions out anew";
    case errc::tls_failed:
        return "the connection cannot be encrypted";
    case errc::unusable_directory:
        return "the data directory cannot be used";
    case errc::fatal_producer:
        return "the producer cannot keep its promise of order any more";
    }
    return "unknown error";
}

bool is_retriable(errc e) {
    switch (e) {
    case errc::no_brokers:
    case errc::connection_lost:
    case errc::connection_refused:
    case errc::cannot_resolve:
    case errc::queue_full:
        return true;
    default:
        return false;
    }
}

class errors final : public std::error_category {
public:
    const char* name() const noexcept override { return "kafka client"; }
    std::string message(int value) const override {
        return std::string(text_of(static_cast<errc>(value)));
    }
    bool equivalent(int value, const std::error_condition& asked) const noexcept override {
        const auto e = static_cast<errc>(value);
        if (asked == make_error_condition(condition::retriable)) return is_retriable(e);
        if (asked == make_error_condition(condition::timeout)) return e == errc::timed_out;
        if (asked == make_error_condition(condition::not_found)) return e == errc::topic_deleted;
        if (asked == make_error_condition(condition::fatal))
            return e == errc::fatal_producer || e == errc::closed || e == errc::forked;
        return std::error_category::equivalent(value, asked);
    }
};

class conditions final : public std::error_category {
public:
    const char* name() const noexcept override { return "kafka condition"; }
    std::string message(int value) const override {
        switch (static_cast<condition>(value)) {
        case condition::retriable:
            return "retriable";
        case condition::fatal:
            return "fatal";
        case condition::timeout:
            return "timeout";
        case condition::not_found:
            return "not found";
        case condition::exists:
            return "exists";
        case condition::unauthorized:
            return "unauthorized";
        }
        return "unknown condition";
    }
};

std::string story(std::error_code code, const std::string& what,
                  const std::vector<std::string>& causes) {
    std::string text = what.empty() ? code.message() : what + ": " + code.message();
    for (const auto& cause : causes) text += "; because: " + cause;
    return text;
}

} // namespace

const std::error_category& client_category() noexcept {
    static const errors instance;
    return instance;
}

std::error_code make_error_code(errc e) noexcept {
    return {static_cast<int>(e), client_category()};
}

std::error_condition make_error_condition(condition c) noexcept {
    static const conditions category;
    return {static_cast<int>(c), category};
}

error::error(std::error_code code, const std::string& what, std::vector<std::string> causes)
    : std::system_error(code)
    , causes_(std::move(causes))
    , text_(std::make_shared<const std::string>(story(code, what, causes_))) {}

} // namespace kafka
