#include "broker/handlers/sasl_handshake.hpp"

#include "broker/admission.hpp"
#include "broker/state.hpp"

namespace kafka::detail::broker {

void handle(const protocol::sasl_handshake_request& request, context& c,
            reply<protocol::sasl_handshake_request> back) {
    protocol::sasl_handshake_response out;
    const auto answer = [&](broker_errc error) {
        out.error_code = static_cast<std::int16_t>(error);
        back.send(out);
    };
    if (!c.from.sasl) return answer(broker_errc::illegal_sasl_state);
    auto& stage = *c.from.sasl;
    out.mechanisms = c.broker.gate.mechanisms(c.from.listener);
    if (stage.now != admission::stage::begun) return answer(broker_errc::illegal_sasl_state);
    stage.under_way = c.broker.gate.start(c.from.listener, request.mechanism);
    if (!stage.under_way) return answer(broker_errc::unsupported_sasl_mechanism);
    stage.now = admission::stage::mechanism_chosen;
    answer(broker_errc::none);
}

} // namespace kafka::detail::broker
