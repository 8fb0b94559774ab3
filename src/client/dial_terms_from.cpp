#include "client/dial_terms_from.hpp"

namespace kafka::detail::client {

net::dial_terms dial_terms_from(const dialer& d, mistakes& m) {
    using namespace std::chrono_literals;
    m.unless(d.timeout >= 0ms, "dialer.timeout: must not be negative");
    m.unless(d.fallback_delay >= 0ms, "dialer.fallback_delay: must not be negative");
    net::dial_terms out{.keep_alive = d.keep_alive, .resolve = d.resolver, .connect = d.dial_with};
    if (d.tls) {
        auto made = net::tls_context::of_client(*d.tls);
        if (made)
            out.tls = std::move(*made);
        else
            m.add("dialer.tls: " + made.error().what);
    }
    out.fallback_delay.reset();
    if (d.dual_stack) out.fallback_delay = d.fallback_delay;
    if (d.local_address.empty()) return out;
    net::error_code wrong;
    const auto local = net::asio::ip::make_address(d.local_address, wrong);
    m.unless(!wrong, "dialer.local_address: \"" + d.local_address + "\" is not an IP address");
    if (!wrong) out.local = local;
    return out;
}

} // namespace kafka::detail::client
