#include "security/failures.hpp"

#include <kafka/broker_errc.hpp>
#include <kafka/error.hpp>

namespace kafka::detail::security {

void fail_authentication(const std::string& what) {
    throw error(broker_errc::sasl_authentication_failed, what);
}

void fail_option(const std::string& what) { throw error(errc::invalid_option, what); }

} // namespace kafka::detail::security
