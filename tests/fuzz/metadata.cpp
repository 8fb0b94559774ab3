// The metadata log's folder with any bytes in its log, its snapshot and the file that formatting
// leaves: opening it reads or refuses, and what was read stands after a restart. Each value is also
// applied alone.
#include "messages.hpp"

#include "broker/metadata/metadata_log.hpp"
#include "protocol/stored/topic_records.hpp"
#include "support/memory_file_system.hpp"
#include "wire/byte_order.hpp"

namespace broker = kafka::detail::broker;
namespace record = kafka::detail::record;
namespace wire = kafka::detail::wire;

namespace {

constexpr const char* folder = "/data/__cluster_metadata-0";

struct opened {
    broker::image image;
    std::unique_ptr<broker::metadata_log> log;
};

opened open(kafka::testing::memory_file_system& disk) {
    broker::metadata_settings settings;
    settings.log.directory = folder;
    settings.log.config.deletes = false;
    settings.bootstrap = "/data/bootstrap.checkpoint";
    opened out;
    if (auto log = broker::metadata_log::open(disk, settings, out.image)) out.log = std::move(*log);
    return out;
}

/// A length and a checksum that are right let the fuzzer get past the first checks.
std::vector<std::byte> mended(wire::bytes batch) {
    std::vector<std::byte> out(batch.begin(), batch.end());
    if (out.size() < record::batch_header_size) return out;
    wire::store(out.data() + 8, static_cast<std::int32_t>(out.size() - 12));
    wire::store(out.data() + 17, record::batch_crc(out));
    return out;
}

void apply(wire::bytes value) {
    broker::image image;
    image.apply(value);
    image.apply(value);
    kafka::fuzz::require(image.topics().size() <= 1, "one value makes one topic at most");
}

void start(const char* path, wire::bytes content) {
    kafka::testing::memory_file_system disk;
    disk.make_directory("/data");
    disk.make_directory(folder);
    disk.replace(path, mended(content));
    const auto first = open(disk);
    if (!first.log) return;
    std::error_code error;
    broker::changes change;
    change.add(kafka::detail::protocol::topic_record{"made-here", kafka::uuid::random()});
    if (first.log->begin_term(1) || first.log->append(change, 1, error) != 1) return;
    const auto topics = first.image.topics().size();
    const auto second = open(disk);
    kafka::fuzz::require(second.log != nullptr, "what was opened and written opens again");
    kafka::fuzz::require(second.image.topics().size() >= topics, "no topic is lost");
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    const wire::bytes input{reinterpret_cast<const std::byte*>(data) + 1, size - 1};
    constexpr const char* files[] = {
        "/data/__cluster_metadata-0/00000000000000000000.log",
        "/data/__cluster_metadata-0/00000000000000000042-0000000003.checkpoint",
        "/data/bootstrap.checkpoint"};
    if (const auto choice = data[0] % 4; choice == 0)
        apply(input);
    else
        start(files[choice - 1], input);
    return 0;
}
