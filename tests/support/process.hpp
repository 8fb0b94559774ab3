// Runs a program to its end, or keeps one running beside the test.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include <sys/types.h>

namespace kafka::testing {

struct program_result {
    int exit_code = -1; // 128 + N when signal N ended it
    std::string out;
    std::string err;
};

/// Gives it `input`; kills it at the deadline, which is a failure of the test.
program_result run_program(const std::vector<std::string>& command, const std::string& input = {},
                           std::chrono::seconds deadline = std::chrono::seconds(60));

/// A program that goes on; killed when the object goes.
class running_program {
public:
    explicit running_program(const std::vector<std::string>& command);
    ~running_program();
    running_program(const running_program&) = delete;
    running_program& operator=(const running_program&) = delete;

    /// Reads standard output until a line contains `text`; that line, or empty at the deadline or
    /// its end.
    std::optional<std::string>
    wait_for_line(const std::string& text,
                  std::chrono::seconds deadline = std::chrono::seconds(30));
    void signal(int number);
    /// Its exit code as in program_result; empty at the deadline.
    std::optional<int> wait_for_exit(std::chrono::milliseconds deadline = std::chrono::seconds(30));
    pid_t pid() const { return pid_; }

private:
    pid_t pid_ = -1;
    int output_ = -1;
    std::string seen_;
};

} // namespace kafka::testing
