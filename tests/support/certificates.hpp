// Authorities and certificates for tests, made on the spot.
#pragma once

#include <chrono>
#include <memory>
#include <string>
#include <vector>

namespace kafka::testing {

/// What a certificate says.
struct certificate_wish {
    std::string common_name = "localhost";
    /// "DNS:broker.example" or "IP:127.0.0.1". Empty: none.
    std::vector<std::string> names = {"DNS:localhost", "IP:127.0.0.1"};
    std::chrono::hours valid_from = std::chrono::hours(-1); // from now
    std::chrono::hours valid_until = std::chrono::hours(24);
};

struct certificate {
    std::string pem = {};
    std::string key_pem = {};
    /// Both, one after the other.
    std::string both() const { return pem + key_pem; }
};

/// Signs certificates with a key of its own.
class authority {
public:
    explicit authority(const std::string& name = "Test Authority");
    ~authority();
    authority(const authority&) = delete;
    authority& operator=(const authority&) = delete;

    const std::string& pem() const;
    certificate issue(const certificate_wish& wish = {}) const;
    /// One that nobody else has signed.
    static certificate self_signed(const certificate_wish& wish = {});
    /// Its key, encrypted.
    static std::string locked(const std::string& key_pem, const std::string& password);

private:
    struct implementation;
    std::unique_ptr<implementation> body_;
};

} // namespace kafka::testing
