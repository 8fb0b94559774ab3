#include "support/plain_connection.hpp"

#include "protocol/produce.hpp"
#include "record/batch_writer.hpp"
#include "wire/byte_order.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

namespace kafka::testing {

plain_connection::plain_connection(const std::string& address) {
    const auto colon = address.rfind(':');
    auto host = address.substr(0, colon);
    if (host == "localhost") host = "127.0.0.1";
    sockaddr_in a{};
    a.sin_family = AF_INET;
    a.sin_port = htons(static_cast<std::uint16_t>(std::stoi(address.substr(colon + 1))));
    inet_pton(AF_INET, host.c_str(), &a.sin_addr);
    socket_ = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (connect(socket_, reinterpret_cast<sockaddr*>(&a), sizeof a) != 0)
        throw std::runtime_error("cannot connect to " + address);
}

plain_connection::~plain_connection() { close(socket_); }

void plain_connection::exchange(const byte_string& request) {
    if (send(socket_, request.data(), request.size(), MSG_NOSIGNAL) !=
        static_cast<ssize_t>(request.size()))
        throw std::runtime_error("cannot send");
    std::byte size[4];
    if (recv(socket_, size, sizeof size, MSG_WAITALL) != sizeof size)
        throw std::runtime_error("no answer");
    answer_.resize(static_cast<std::size_t>(wire::load<std::int32_t>(size)));
    if (recv(socket_, answer_.data(), answer_.size(), MSG_WAITALL) !=
        static_cast<ssize_t>(answer_.size()))
        throw std::runtime_error("half an answer");
}

std::int16_t plain_connection::append(const std::string& topic, std::int32_t partition,
                                      std::span<const std::byte> batch) {
    protocol::produce_request question{.acks = -1, .timeout_ms = 10'000};
    auto& t = question.topic_data.emplace_back();
    t.name = topic;
    t.partition_data.push_back({.index = partition, .records = wire::blob(batch)});
    const auto got = ask(question, 9);
    return got.responses.at(0).partition_responses.at(0).error_code;
}

byte_string make_batch(std::span<const record> records, compression codec) {
    namespace batches = detail::record;
    batches::batch_writer open(std::make_shared<batches::chunk_pool>());
    for (const auto& r : records)
        if (open.append(r, r.timestamp.time_since_epoch().count()) != batches::errc::ok)
            throw std::runtime_error("a record cannot be appended");
    auto sealed = std::move(open).seal({}, codec);
    byte_string out;
    for (const auto piece : sealed.pieces()) out.insert(out.end(), piece.begin(), piece.end());
    return out;
}

} // namespace kafka::testing
