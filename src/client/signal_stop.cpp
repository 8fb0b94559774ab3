#include <kafka/signal_stop.hpp>

#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <csignal>
#include <thread>

namespace kafka {

namespace {

std::atomic<bool> caught{false};
int waker = -1; // the writing end of the pipe

/// Nothing but what a signal handler may do.
extern "C" void on_signal(int number) {
    const int kept = errno;
    if (caught.exchange(true)) {
        std::signal(number, SIG_DFL);
        static_cast<void>(raise(number));
    }
    static_cast<void>(!write(waker, "s", 1)); // a full pipe has woken the reader already
    errno = kept;
}

/// Lives as long as the process: its thread waits on it.
class stopper {
public:
    stopper() {
        int ends[2];
        if (pipe(ends) != 0) return; // no file descriptors are left: signals stay as they were
        waker = ends[1];
        sigset_t all;
        sigset_t before;
        sigfillset(&all);
        pthread_sigmask(SIG_SETMASK, &all, &before); // the thread inherits it
        std::thread([this, from = ends[0]] { wait(from); }).detach();
        pthread_sigmask(SIG_SETMASK, &before, nullptr);
        struct sigaction action = {};
        action.sa_handler = on_signal;
        for (const int s : {SIGINT, SIGTERM}) sigaction(s, &action, nullptr);
    }
    std::stop_token token() const { return source_.get_token(); }

private:
    void wait(int from) {
        char byte = 0;
        while (read(from, &byte, 1) < 0 && errno == EINTR) {}
        source_.request_stop();
    }

    std::stop_source source_;
};

} // namespace

std::stop_token signal_stop() {
    static auto& instance = *new stopper;
    return instance.token();
}

} // namespace kafka
