#include "support/wire_client.hpp"

#include "protocol/fetch.hpp"
#include "protocol/metadata.hpp"
#include "protocol/produce.hpp"
#include "record/batch_builder.hpp"
#include "record/batch_view.hpp"
#include "record/record_view.hpp"
#include "wire/byte_order.hpp"

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstring>

namespace kafka::testing {

using namespace detail;

namespace {

constexpr timeval patience{60, 0}; // a busy disk may take long to confirm a new topic

int connected(int family, const sockaddr* to, socklen_t size) {
    const int s = ::socket(family, SOCK_STREAM | SOCK_CLOEXEC, 0);
    ::setsockopt(s, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    const int one = 1;
    ::setsockopt(s, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    if (::connect(s, to, size) == 0) return s;
    ::close(s);
    throw std::runtime_error(std::string("cannot connect: ") + std::strerror(errno));
}

int connected_to(std::string host, std::uint16_t port) {
    if (host.starts_with('[')) {
        sockaddr_in6 to{};
        to.sin6_family = AF_INET6;
        to.sin6_port = htons(port);
        host = host.substr(1, host.size() - 2);
        ::inet_pton(AF_INET6, host.c_str(), &to.sin6_addr);
        return connected(AF_INET6, reinterpret_cast<const sockaddr*>(&to), sizeof to);
    }
    sockaddr_in to{};
    to.sin_family = AF_INET;
    to.sin_port = htons(port);
    ::inet_pton(AF_INET, host == "localhost" ? "127.0.0.1" : host.c_str(), &to.sin_addr);
    return connected(AF_INET, reinterpret_cast<const sockaddr*>(&to), sizeof to);
}

} // namespace

std::vector<std::byte> in_one_piece(const wire::gathered& from) {
    std::vector<std::byte> out;
    for (const auto& part : from.parts) {
        const auto piece = std::get<wire::bytes>(part);
        out.insert(out.end(), piece.begin(), piece.end());
    }
    return out;
}

wire_client::wire_client(const std::string& address) {
    const auto colon = address.rfind(':');
    socket_ = connected_to(address.substr(0, colon),
                           static_cast<std::uint16_t>(std::stoi(address.substr(colon + 1))));
}

wire_client::~wire_client() {
    if (socket_ >= 0) ::close(socket_);
}

bool wire_client::send(wire::bytes all) {
    while (!all.empty()) {
        const auto n = ::send(socket_, all.data(), all.size(), MSG_NOSIGNAL);
        if (n <= 0) return false;
        all = all.subspan(static_cast<std::size_t>(n));
    }
    return true;
}

bool wire_client::send(std::string_view text) {
    return send({reinterpret_cast<const std::byte*>(text.data()), text.size()});
}

std::size_t wire_client::send_some(wire::bytes some) {
    const auto n = ::send(socket_, some.data(), some.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
    return n > 0 ? static_cast<std::size_t>(n) : 0;
}

void wire_client::finish_sending() { ::shutdown(socket_, SHUT_WR); }

bool wire_client::read_exactly(std::byte* to, std::size_t n) {
    while (n > 0) {
        const auto got = ::recv(socket_, to, n, 0);
        if (got <= 0) return false;
        to += got;
        n -= static_cast<std::size_t>(got);
    }
    return true;
}

std::optional<std::vector<std::byte>> wire_client::receive() {
    std::byte size[4];
    if (!read_exactly(size, sizeof size)) return std::nullopt;
    std::vector<std::byte> frame(wire::load<std::uint32_t>(size));
    if (!read_exactly(frame.data(), frame.size())) return std::nullopt;
    return frame;
}

bool wire_client::sees_end() {
    char one;
    const auto n = ::recv(socket_, &one, 1, 0);
    return n == 0 || (n < 0 && (errno == ECONNRESET || errno == EPIPE));
}

produced produce(wire_client& by, const std::string& topic, const std::string& value,
                 std::int16_t acks) {
    protocol::metadata_request metadata;
    metadata.topics->push_back({.topic_id = {}, .name = topic});
    by.call(metadata, 9);
    const kafka::record r{.value = value};
    const auto batch = record::make_batch({.timestamp_ms = 1}, {&r, 1});
    protocol::produce_request request;
    request.acks = acks;
    request.timeout_ms = 5000;
    request.topic_data.push_back({topic, {}, {{0, wire::blob(wire::bytes(batch))}}});
    if (acks == 0) {
        by.ask(request, 8);
        return {};
    }
    const auto response = by.call(request, 8);
    const auto& p = response.responses.at(0).partition_responses.at(0);
    return {p.error_code, p.base_offset};
}

std::vector<std::string> fetch(wire_client& by, const std::string& topic, std::int64_t from,
                               std::int32_t max_bytes) {
    protocol::fetch_request request;
    request.max_bytes = max_bytes;
    request.topics.push_back(
        {topic, {}, {{.fetch_offset = from, .partition_max_bytes = max_bytes}}});
    const auto response = by.call(request, 11);
    std::vector<std::string> values;
    record::batch_cursor batches(
        response.responses.at(0).partitions.at(0).records.value_or(wire::blob{}).data);
    while (const auto batch = batches.next()) {
        record::record_cursor records(batch->header, batch->records());
        for (record::record_view r; records.next(r);)
            if (r.offset >= from) values.push_back(r.value.str());
    }
    return values;
}

} // namespace kafka::testing
