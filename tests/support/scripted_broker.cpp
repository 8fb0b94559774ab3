#include "support/scripted_broker.hpp"

#include "protocol/metadata.hpp"
#include "wire/byte_order.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <chrono>
#include <stdexcept>

namespace kafka::testing {

namespace {

bool read_exactly(int socket, void* to, std::size_t n) {
    return recv(socket, to, n, MSG_WAITALL) == static_cast<ssize_t>(n);
}

std::optional<scripted_request> read_request(int socket) {
    std::byte size[4];
    if (!read_exactly(socket, size, sizeof size)) return std::nullopt;
    scripted_request out;
    out.frame.resize(static_cast<std::size_t>(wire::load<std::int32_t>(size)));
    if (!read_exactly(socket, out.frame.data(), out.frame.size())) return std::nullopt;
    wire::reader r(out.frame);
    const auto header = protocol::read_request_header(r);
    out.key = header.key;
    out.version = header.version;
    out.correlation_id = header.correlation_id;
    return out;
}

void send_all(int socket, const byte_string& bytes) {
    std::size_t sent = 0;
    while (sent < bytes.size()) {
        const auto n = send(socket, bytes.data() + sent, bytes.size() - sent, MSG_NOSIGNAL);
        if (n <= 0) return;
        sent += static_cast<std::size_t>(n);
    }
}

int listen_on(std::uint16_t& port) {
    const int s = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const int one = 1;
    setsockopt(s, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
    sockaddr_in a{};
    a.sin_family = AF_INET;
    a.sin_port = htons(port);
    a.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t length = sizeof a;
    auto* address = reinterpret_cast<sockaddr*>(&a);
    if (bind(s, address, length) != 0 || listen(s, 64) != 0)
        throw std::runtime_error("a scripted broker cannot listen");
    getsockname(s, address, &length);
    port = ntohs(a.sin_port);
    return s;
}

} // namespace

byte_string flatten(const wire::gathered& g) {
    byte_string out;
    for (const auto& part : g.parts)
        if (const auto* memory = std::get_if<wire::bytes>(&part))
            out.insert(out.end(), memory->begin(), memory->end());
    return out;
}

scripted_broker::scripted_broker(std::uint16_t port) : port_(port) {
    listening_ = listen_on(port_);
    acceptor_ = std::thread([this] { accept_all(); });
}

scripted_broker::~scripted_broker() {
    {
        std::lock_guard lock(mutex_);
        ending_ = true;
        for (const int s : sockets_) shutdown(s, SHUT_RDWR);
    }
    shutdown(listening_, SHUT_RDWR);
    acceptor_.join();
    for (auto& t : threads_) t.join();
    for (const int s : sockets_) close(s);
    close(listening_);
}

void scripted_broker::accept_all() {
    for (;;) {
        const int s = accept4(listening_, nullptr, nullptr, SOCK_CLOEXEC);
        if (s < 0) return;
        std::lock_guard lock(mutex_);
        sockets_.push_back(s);
        if (ending_) return;
        threads_.emplace_back([this, s, number = accepted_++] { serve(s, number); });
    }
}

void scripted_broker::serve(int socket, int number) {
    while (auto request = read_request(socket)) {
        request->connection = number;
        const auto reply = reply_to(*request);
        if (reply.bytes) send_all(socket, *reply.bytes);
        if (reply.hang_up) break;
    }
    shutdown(socket, SHUT_RDWR);
}

scripted_reply scripted_broker::reply_to(const scripted_request& request) {
    handler h;
    {
        std::lock_guard lock(mutex_);
        ++counts_[request.key];
        if (const auto found = handlers_.find(request.key); found != handlers_.end())
            h = found->second;
        asked_.notify_all();
    }
    if (h) return h(request);
    const auto versions = static_cast<std::int16_t>(protocol::api_key::api_versions);
    if (request.key == versions) return answer_versions(request);
    return {.hang_up = true};
}

scripted_reply scripted_broker::answer_versions(const scripted_request& request) {
    protocol::api_versions_response answer;
    std::lock_guard lock(mutex_);
    for (const auto& [key, range] : served_) answer.api_keys.push_back({key, range.min, range.max});
    return {request.answer<protocol::api_versions_request>(answer)};
}

void scripted_broker::on(protocol::api_key key, handler h) {
    std::lock_guard lock(mutex_);
    handlers_[static_cast<std::int16_t>(key)] = std::move(h);
}

void scripted_broker::serves(protocol::api_key key, protocol::versions range) {
    std::lock_guard lock(mutex_);
    served_[static_cast<std::int16_t>(key)] = range;
}

void scripted_broker::lead(std::map<std::string, int> topics, std::int32_t node) {
    using api = protocol::metadata_request;
    serves(api::key, api::valid);
    on(api::key, [this, topics, node](const scripted_request& request) -> scripted_reply {
        protocol::metadata_response answer;
        answer.brokers.push_back({.node_id = node, .host = "127.0.0.1", .port = port_});
        answer.controller_id = node;
        answer.cluster_id = "scripted";
        const auto asked = request.read<api>();
        for (const auto& t : *asked.topics) {
            auto& out = answer.topics.emplace_back();
            out.name = t.name;
            const auto found = topics.find(std::string(*t.name));
            out.error_code = found == topics.end() ? 3 : 0;
            for (int p = 0; found != topics.end() && p < found->second; ++p)
                out.partitions.push_back(
                    {.partition_index = p, .leader_id = node, .leader_epoch = 0});
        }
        return {request.answer<api>(answer)};
    });
}

int scripted_broker::count(protocol::api_key key) const {
    std::lock_guard lock(mutex_);
    const auto found = counts_.find(static_cast<std::int16_t>(key));
    return found == counts_.end() ? 0 : found->second;
}

bool scripted_broker::wait_for(protocol::api_key key, int n) const {
    std::unique_lock lock(mutex_);
    return asked_.wait_for(lock, std::chrono::seconds(10), [&] {
        const auto found = counts_.find(static_cast<std::int16_t>(key));
        return found != counts_.end() && found->second >= n;
    });
}

void scripted_broker::hang_up_all() {
    std::lock_guard lock(mutex_);
    for (const int s : sockets_) shutdown(s, SHUT_RDWR);
}

} // namespace kafka::testing
