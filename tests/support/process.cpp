#include "support/process.hpp"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <gtest/gtest.h>

#include <array>
#include <cerrno>

namespace kafka::testing {

namespace {

using clock = std::chrono::steady_clock;

struct pipe_pair {
    std::array<int, 2> ends{-1, -1};
    pipe_pair() { EXPECT_EQ(::pipe2(ends.data(), O_CLOEXEC), 0); }
};

pid_t spawn(const std::vector<std::string>& command, int in, int out, int err) {
    std::vector<char*> arguments;
    for (const auto& word : command) arguments.push_back(const_cast<char*>(word.c_str()));
    arguments.push_back(nullptr);
    const auto pid = ::fork();
    if (pid != 0) return pid;
    if (in >= 0) ::dup2(in, STDIN_FILENO);
    if (out >= 0) ::dup2(out, STDOUT_FILENO);
    if (err >= 0) ::dup2(err, STDERR_FILENO);
    ::execvp(arguments[0], arguments.data());
    ::_exit(127);
}

int exit_code_of(int status) {
    return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

int milliseconds_left(clock::time_point deadline) {
    const auto left =
        std::chrono::duration_cast<std::chrono::milliseconds>(deadline - clock::now());
    return static_cast<int>(std::max<std::int64_t>(left.count(), 0));
}

/// False at the end of the stream.
bool read_into(int descriptor, std::string& text) {
    std::array<char, 65536> buffer;
    const auto n = ::read(descriptor, buffer.data(), buffer.size());
    if (n > 0) text.append(buffer.data(), static_cast<std::size_t>(n));
    return n > 0 || (n < 0 && (errno == EINTR || errno == EAGAIN));
}

/// Feeds and drains until both outputs are closed; false at the deadline.
bool exchange(int in, const std::string& input, int out, int err, program_result& result,
              clock::time_point deadline) {
    std::size_t written = 0;
    std::array<pollfd, 3> waits{pollfd{in, POLLOUT, 0}, pollfd{out, POLLIN, 0},
                                pollfd{err, POLLIN, 0}};
    const auto drop = [](pollfd& p) {
        ::close(p.fd);
        p.fd = -1;
    };
    while (waits[1].fd >= 0 || waits[2].fd >= 0) {
        if (waits[0].fd >= 0 && written == input.size()) drop(waits[0]);
        if (::poll(waits.data(), waits.size(), milliseconds_left(deadline)) <= 0) return false;
        if (waits[0].fd >= 0 && waits[0].revents != 0) {
            const auto n = ::write(in, input.data() + written, input.size() - written);
            if (n > 0)
                written += static_cast<std::size_t>(n);
            else
                drop(waits[0]);
        }
        if (waits[1].fd >= 0 && waits[1].revents != 0 && !read_into(out, result.out))
            drop(waits[1]);
        if (waits[2].fd >= 0 && waits[2].revents != 0 && !read_into(err, result.err))
            drop(waits[2]);
    }
    for (auto& p : waits)
        if (p.fd >= 0) drop(p);
    return true;
}

} // namespace

program_result run_program(const std::vector<std::string>& command, const std::string& input,
                           std::chrono::seconds patience) {
    ::signal(SIGPIPE, SIG_IGN);
    pipe_pair in;
    pipe_pair out;
    pipe_pair err;
    const auto pid = spawn(command, in.ends[0], out.ends[1], err.ends[1]);
    ::close(in.ends[0]);
    ::close(out.ends[1]);
    ::close(err.ends[1]);
    program_result result;
    const bool ended =
        exchange(in.ends[1], input, out.ends[0], err.ends[0], result, clock::now() + patience);
    EXPECT_TRUE(ended) << command[0] << " did not end in time; it printed:\n"
                       << result.out << result.err;
    if (!ended) ::kill(pid, SIGKILL);
    int status = 0;
    ::waitpid(pid, &status, 0);
    result.exit_code = exit_code_of(status);
    return result;
}

running_program::running_program(const std::vector<std::string>& command) {
    pipe_pair out;
    pid_ = spawn(command, -1, out.ends[1], -1);
    ::close(out.ends[1]);
    output_ = out.ends[0];
}

running_program::~running_program() {
    if (pid_ > 0) {
        ::kill(pid_, SIGKILL);
        ::waitpid(pid_, nullptr, 0);
    }
    ::close(output_);
}

std::optional<std::string> running_program::wait_for_line(const std::string& text,
                                                          std::chrono::seconds patience) {
    const auto deadline = clock::now() + patience;
    for (;;) {
        const auto at = seen_.find(text);
        const auto end = at == seen_.npos ? at : seen_.find('\n', at);
        if (end != seen_.npos) {
            const auto begin = at == 0 ? 0 : seen_.rfind('\n', at) + 1;
            auto line = seen_.substr(begin, end - begin);
            seen_.erase(0, end + 1);
            return line;
        }
        pollfd wait{output_, POLLIN, 0};
        if (::poll(&wait, 1, milliseconds_left(deadline)) <= 0) return std::nullopt;
        if (!read_into(output_, seen_)) return std::nullopt;
    }
}

void running_program::signal(int number) { ::kill(pid_, number); }

std::optional<int> running_program::wait_for_exit(std::chrono::milliseconds patience) {
    const auto deadline = clock::now() + patience;
    int status = 0;
    while (::waitpid(pid_, &status, WNOHANG) == 0) {
        if (clock::now() >= deadline) return std::nullopt;
        ::poll(nullptr, 0, 2); // there is no descriptor to wait on for a child's end
    }
    pid_ = -1;
    return exit_code_of(status);
}

} // namespace kafka::testing
