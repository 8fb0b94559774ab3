// PLAIN, the client's side.
#include "security/failures.hpp"

#include <kafka/sasl.hpp>

namespace kafka::sasl {

namespace {

using namespace std::string_view_literals;

class plain_session final : public session {
public:
    step next(std::string_view) override { return {.done = true}; }
};

class plain_mechanism final : public mechanism {
public:
    explicit plain_mechanism(const plain& options) : options_(options) {}

    std::string_view name() const override { return "PLAIN"; }

    opening start(const context&, const peer&) const override {
        return {std::make_unique<plain_session>(),
                secret::joined({"\0"sv, options_.username, "\0"sv, options_.password.reveal()})};
    }

private:
    plain options_;
};

} // namespace

plain::operator mechanism_pointer() const {
    using detail::security::fail_option;
    if (username.empty()) fail_option("SASL PLAIN: username is empty");
    if (password.empty()) fail_option("SASL PLAIN: password is empty");
    if (username.find('\0') != username.npos || password.reveal().find('\0') != std::string::npos)
        fail_option("SASL PLAIN: username and password cannot have a NUL byte");
    return std::make_shared<plain_mechanism>(*this);
}

} // namespace kafka::sasl
