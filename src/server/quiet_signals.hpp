// Signals are for the program's own threads: while this lives, threads are made that get none. That
// includes SIGPIPE, which sendfile raises when a peer has gone.
#pragma once

#include <csignal>

namespace kafka::detail::server {

class quiet_signals {
public:
    quiet_signals() {
        sigset_t all;
        sigfillset(&all);
        pthread_sigmask(SIG_SETMASK, &all, &before_);
    }
    ~quiet_signals() { pthread_sigmask(SIG_SETMASK, &before_, nullptr); }
    quiet_signals(const quiet_signals&) = delete;
    quiet_signals& operator=(const quiet_signals&) = delete;

private:
    sigset_t before_;
};

} // namespace kafka::detail::server
