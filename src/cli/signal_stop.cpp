#include "cli/signal_stop.hpp"

#include <pthread.h>
#include <unistd.h>

#include <csignal>

namespace kafka::detail::cli {

namespace {

constexpr int leave = SIGUSR2; // sent by the destructor to its own thread

sigset_t awaited() {
    sigset_t set;
    sigemptyset(&set);
    for (int s : {SIGINT, SIGTERM, leave}) sigaddset(&set, s);
    return set;
}

} // namespace

signal_stop::signal_stop() {
    const auto set = awaited();
    pthread_sigmask(SIG_BLOCK, &set, nullptr);
    waiter_ = std::thread([this] { wait(); });
}

signal_stop::~signal_stop() {
    pthread_kill(waiter_.native_handle(), leave);
    waiter_.join();
}

int signal_stop::exit_code() const { return caught_ == 0 ? 0 : 128 + caught_; }

void signal_stop::wait() {
    const auto set = awaited();
    for (int number = 0; sigwait(&set, &number) == 0 && number != leave;) {
        if (caught_ != 0) _exit(128 + number);
        caught_ = number;
        source_.request_stop();
    }
}

} // namespace kafka::detail::cli
