// Bytes that leave encrypted: by the system where it can (kTLS), else record by record.
#pragma once

#include "net/tls_session.hpp"
#include "server/sink.hpp"

namespace kafka::detail::server {

class tls_sink final : public sink {
public:
    explicit tls_sink(net::tls_session& session) : session_(session) {}
    ssize_t write(std::span<const iovec> pieces, bool more_follows) override;
    ssize_t write_file(int descriptor, off_t position, std::size_t length) override;

private:
    ssize_t write_record(wire::bytes record);

    net::tls_session& session_;
};

} // namespace kafka::detail::server
