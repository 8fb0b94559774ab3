// A partition's folder with any bytes in its files: opening it recovers or refuses, and what it
// serves are whole batches.
#include "messages.hpp"

#include "record/batch_view.hpp"
#include "storage/log.hpp"
#include "support/log_on_memory.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    kafka::testing::log_on_memory folder;
    const auto put = [&](const char* name, std::span<const std::uint8_t> content) {
        const auto* begin = reinterpret_cast<const std::byte*>(content.data());
        folder.disk.replace(std::string(folder.directory) + "/" + name,
                            {begin, begin + content.size()});
    };
    // The first byte says where the log ends and the index begins.
    const std::size_t cut = size == 0 ? 0 : 1 + (data[0] * (size - 1)) / 255;
    put("00000000000000000000.log", {data + (size != 0), cut - (size != 0)});
    put("00000000000000000000.index", {data + cut, size - cut});
    put("00000000000000000000.timeindex", {data + cut, size - cut});
    if (folder.open().code) return 0;
    std::int64_t last = -1;
    for (const auto& header : folder.headers()) {
        kafka::fuzz::require(header.base_offset > last, "offsets ascend");
        last = header.last_offset();
    }
    kafka::fuzz::require(folder.log->end_offset() > last, "the end is after the last record");
    return 0;
}
