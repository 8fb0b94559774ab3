// One file of the operating system.
#pragma once

#include "storage/file.hpp"

namespace kafka::detail::storage {

/// errno as an error code.
std::error_code last_error();

class posix_file final : public file {
public:
    /// Takes the descriptor over and closes it at the end.
    explicit posix_file(int descriptor) : descriptor_(descriptor) {}
    ~posix_file() override;
    posix_file(const posix_file&) = delete;
    posix_file& operator=(const posix_file&) = delete;

    read_count read_at(std::uint64_t position, std::span<std::byte> to) const override;
    std::error_code write_at(std::uint64_t position, std::span<const bytes> pieces) override;
    std::error_code truncate(std::uint64_t size) override;
    std::error_code sync() override;
    std::uint64_t size() const override;
    int descriptor() const override { return descriptor_; }

private:
    int descriptor_;
};

} // namespace kafka::detail::storage
