#include "peer/raw.hpp"

#include "cli/bench_load.hpp"
#include "protocol/frame.hpp"
#include "protocol/produce.hpp"
#include "record/batch_writer.hpp"
#include "wire/byte_order.hpp"

#include <boost/asio/connect.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/write.hpp>

#include <stdexcept>

namespace peer {

namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using namespace kafka::detail;

constexpr std::int16_t version = 9; // by the topic's name, as every broker of today knows it
constexpr std::int32_t correlation_id = 1;
constexpr std::size_t largest_answer = 64 << 10;

/// The whole request, of one record for partition 0.
std::vector<std::byte> make_request(const options& o) {
    const cli::bench_values values(o.size);
    record::batch_writer batch(std::make_shared<record::chunk_pool>());
    const auto failed = batch.append({.value = values[0]}, 1);
    if (failed != record::errc::ok) throw std::runtime_error("the value is too large");
    const auto sealed = std::move(batch).seal({});
    wire::blob records;
    records.pieces = sealed.pieces();
    protocol::produce_request message;
    message.acks = -1;
    message.timeout_ms = 10'000;
    message.topic_data.push_back({.name = o.topic});
    message.topic_data.back().partition_data.push_back({0, records});
    wire::gathered frame;
    if (protocol::gather_request(message, version, correlation_id, "raw", frame) != wire::errc::ok)
        throw std::runtime_error("the request cannot be encoded");
    std::vector<std::byte> out;
    for (const auto& part : frame.parts) {
        const auto piece = std::get<wire::bytes>(part);
        out.insert(out.end(), piece.begin(), piece.end());
    }
    return out;
}

tcp::socket connect(asio::io_context& io, const std::string& address) {
    const auto colon = address.rfind(':');
    tcp::socket out(io);
    const auto found =
        tcp::resolver(io).resolve(address.substr(0, colon), address.substr(colon + 1));
    asio::connect(out, found);
    out.set_option(tcp::no_delay(true));
    return out;
}

/// Reads one answer to its end; `room` has place for it.
std::size_t receive(tcp::socket& from, std::vector<std::byte>& room) {
    constexpr std::size_t size_field = sizeof(std::int32_t);
    auto have = from.read_some(asio::buffer(room));
    while (have < size_field) have += from.read_some(asio::buffer(room) + have);
    const auto size = static_cast<std::size_t>(wire::load<std::int32_t>(room.data())) + size_field;
    if (size > room.size()) throw std::runtime_error("that was no answer to Produce");
    while (have < size) have += from.read_some(asio::buffer(room) + have);
    return size;
}

void check(std::span<const std::byte> answer) {
    protocol::produce_response got;
    const auto error =
        protocol::read_response<protocol::produce_request>(answer.subspan(4), version, got);
    if (error != wire::errc::ok || got.responses.size() != 1 ||
        got.responses[0].partition_responses.at(0).error_code != 0)
        throw std::runtime_error("the broker refused the record");
}

} // namespace

cli::measurement raw_latency(const options& o) {
    const auto request = make_request(o);
    asio::io_context io;
    auto socket = connect(io, o.brokers);
    std::vector<std::byte> room(largest_answer);
    const auto ask = [&] {
        asio::write(socket, asio::buffer(request));
        return receive(socket, room);
    };
    const auto size = ask();
    check(std::span(room).first(size));
    cli::measurement m{
        .operation = "latency", .messages = o.messages, .bytes = o.messages * o.size};
    m.latencies_ns.reserve(o.messages);
    const cli::stopwatch watch;
    for (std::uint64_t i = 0; i < o.messages; ++i) {
        const auto begin = std::chrono::steady_clock::now();
        ask();
        m.latencies_ns.push_back((std::chrono::steady_clock::now() - begin).count());
    }
    watch.stop(m);
    return m;
}

} // namespace peer
