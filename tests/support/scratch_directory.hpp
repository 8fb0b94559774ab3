// A directory of a test's own, gone afterwards.
#pragma once

#include <filesystem>
#include <string>

#include <stdlib.h>

namespace kafka::testing {

class scratch_directory {
public:
    scratch_directory() {
        auto name = (std::filesystem::temp_directory_path() / "kafka-cpp-XXXXXX").string();
        path_ = ::mkdtemp(name.data());
    }
    ~scratch_directory() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }
    scratch_directory(const scratch_directory&) = delete;
    scratch_directory& operator=(const scratch_directory&) = delete;

    const std::string& path() const { return path_; }

private:
    std::string path_;
};

} // namespace kafka::testing
