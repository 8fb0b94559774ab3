// A password, key or token in memory.
#pragma once

#include <cstddef>
#include <initializer_list>
#include <string>
#include <string_view>

namespace kafka {

/// Bytes that must not be seen: they are overwritten when the object goes, no stream prints them,
/// and comparing two takes as long whatever their bytes are (their lengths are no secret). Made
/// from text without ado, so that options read `.password = "..."`; the text that it was made from
/// is the caller's to wipe. Thread-safety: a value, as std::string.
class secret {
public:
    secret() = default;
    secret(const char* text);
    secret(std::string_view bytes);
    secret(const std::string& bytes) : secret(std::string_view(bytes)) {}
    /// The parts one after the other, without a copy in between that nobody wipes.
    static secret joined(std::initializer_list<std::string_view> parts);

    secret(const secret& other);
    secret(secret&& other) noexcept;
    secret& operator=(secret other) noexcept;
    ~secret();

    bool empty() const { return size_ == 0; }
    std::size_t size() const { return size_; }
    /// The bytes, valid as long as this object: only for handing them on at once.
    std::string_view reveal() const { return {bytes_, size_}; }

    friend bool operator==(const secret& a, const secret& b);

private:
    explicit secret(std::size_t size);

    char* bytes_ = nullptr;
    std::size_t size_ = 0;
};

} // namespace kafka
