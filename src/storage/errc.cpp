#include "storage/errc.hpp"

namespace kafka::detail::storage {

namespace {

const char* words(errc e) {
    switch (e) {
    case errc::ok:
        return "ok";
    case errc::offset_out_of_range:
        return "the offset is outside the log";
    case errc::corrupt:
        return "the file does not hold what its format says";
    case errc::damaged:
        return "the log is damaged below its durable point";
    case errc::old_format:
        return "the log is in a message format older than Kafka 0.11's";
    case errc::newer_format:
        return "written by a later version";
    case errc::in_use:
        return "another process uses the data directory";
    case errc::not_a_data_directory:
        return "not a data directory";
    case errc::poisoned:
        return "a sync to disk failed earlier; restart to find out what the disk holds";
    case errc::batch_too_large:
        return "the batch is larger than a segment";
    case errc::out_of_order_sequence:
        return "the producer's sequence number is out of order";
    case errc::invalid_producer_epoch:
        return "the producer's epoch is too old";
    case errc::wrong_transaction_state:
        return "not allowed in the state of the producer's transaction";
    }
    return "unknown";
}

class category final : public std::error_category {
public:
    const char* name() const noexcept override { return "kafka.storage"; }
    std::string message(int value) const override { return words(static_cast<errc>(value)); }
};

} // namespace

const std::error_category& storage_category() noexcept {
    static const category instance;
    return instance;
}

std::error_code make_error_code(errc e) noexcept {
    return {static_cast<int>(e), storage_category()};
}

bool is_disk_full(std::error_code e) {
    // A limit on the size of files (ulimit -f) ends where a full disk does: until it is raised, no
    // more bytes fit.
    return e == std::errc::no_space_on_device || e == std::errc::file_too_large ||
           e == std::error_code(EDQUOT, std::system_category());
}

} // namespace kafka::detail::storage
