#include "broker/handlers/sasl_authenticate.hpp"

#include "broker/admission.hpp"
#include "broker/state.hpp"

namespace kafka::detail::broker {

namespace {

std::string_view text_of(wire::bytes bytes) {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

} // namespace

void handle(const protocol::sasl_authenticate_request& request, context& c,
            reply<protocol::sasl_authenticate_request> back) {
    protocol::sasl_authenticate_response out;
    out.error_message.reset();
    auto* stage = c.from.sasl.get();
    if (stage == nullptr || stage->now != admission::stage::mechanism_chosen) {
        out.error_code = static_cast<std::int16_t>(broker_errc::illegal_sasl_state);
        out.error_message = "SaslHandshake comes first, and one authentication is enough.";
        return back.send(out);
    }
    using kind = security::verdict::kind;
    const auto said = stage->under_way->next(
        text_of(request.auth_bytes),
        security::wall_clock::time_point(c.broker.world.time.wall().time_since_epoch()));
    out.auth_bytes = std::as_bytes(std::span(said.response.data(), said.response.size()));
    if (said.result == kind::accepted) {
        stage->now = admission::stage::complete;
        c.from.principal = "User:" + said.user;
    } else if (said.result == kind::refused) {
        stage->now = admission::stage::refused;
        out.error_code = static_cast<std::int16_t>(broker_errc::sasl_authentication_failed);
        out.error_message = said.words;
        out.auth_bytes = {};
        c.broker.world.log_line(c.from.address + ": SASL: " + said.reason);
    }
    if (stage->now != admission::stage::mechanism_chosen) stage->under_way.reset();
    back.send(out);
}

} // namespace kafka::detail::broker
