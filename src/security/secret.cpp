#include <kafka/secret.hpp>

#include <openssl/crypto.h>

#include <cstring>
#include <utility>

namespace kafka {

secret::secret(std::size_t size) : bytes_(size == 0 ? nullptr : new char[size]), size_(size) {}

secret::secret(const char* text)
    : secret(text == nullptr ? std::string_view() : std::string_view(text)) {}

secret::secret(std::string_view bytes) : secret(bytes.size()) {
    if (size_ != 0) std::memcpy(bytes_, bytes.data(), size_);
}

secret secret::joined(std::initializer_list<std::string_view> parts) {
    std::size_t size = 0;
    for (auto part : parts) size += part.size();
    secret all(size);
    char* to = all.bytes_;
    for (auto part : parts) {
        if (part.empty()) continue;
        std::memcpy(to, part.data(), part.size());
        to += part.size();
    }
    return all;
}

secret::secret(const secret& other) : secret(other.reveal()) {}

secret::secret(secret&& other) noexcept
    : bytes_(std::exchange(other.bytes_, nullptr))
    , size_(std::exchange(other.size_, 0)) {}

secret& secret::operator=(secret other) noexcept {
    std::swap(bytes_, other.bytes_);
    std::swap(size_, other.size_);
    return *this;
}

secret::~secret() {
    if (bytes_ != nullptr) OPENSSL_cleanse(bytes_, size_);
    delete[] bytes_;
}

bool operator==(const secret& a, const secret& b) {
    if (a.size_ != b.size_) return false;
    return a.size_ == 0 || CRYPTO_memcmp(a.bytes_, b.bytes_, a.size_) == 0;
}

} // namespace kafka
