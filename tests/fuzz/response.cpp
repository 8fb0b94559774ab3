// Responses of every API and version: what a client decodes. They are as hostile as requests.
#include "messages.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size < 2) return 0;
    const kafka::detail::wire::bytes frame{reinterpret_cast<const std::byte*>(data) + 2, size - 2};
    kafka::fuzz::with_request(data[0], data[1], [&]<class M>(std::int16_t version) {
        kafka::fuzz::read_and_write<typename M::response>(
            frame, kafka::detail::protocol::layout_of<M>(version));
    });
    return 0;
}
