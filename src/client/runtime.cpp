#include "client/runtime.hpp"

#include "client/io_loop.hpp"
#include "client/process.hpp"

#include <kafka/error.hpp>

#include <boost/asio/post.hpp>

#include <mutex>

namespace kafka {

using detail::client::callback_thread;
using detail::client::io_loop;

namespace {

/// The shared runtime while somebody uses it. Never destroyed, so that static objects of a program
/// may use it to the end.
struct shared_runtime {
    std::mutex mutex;
    std::weak_ptr<runtime::implementation> current;
    std::uint64_t generation = 0;
};

shared_runtime& process_wide() {
    static auto& instance = *new shared_runtime;
    return instance;
}

} // namespace

runtime::implementation::implementation()
    : io_(std::make_shared<io_loop>())
    , callbacks_(std::make_shared<callback_thread>())
    , generation_(detail::client::process_generation()) {
    thread_ = std::thread([io = io_] {
        detail::client::mark_library_thread();
        // OpenSSL and the kernel's TLS write as to a file, which a broken connection answers by a
        // signal that would end the program.
        sigset_t broken_pipe;
        sigemptyset(&broken_pipe);
        sigaddset(&broken_pipe, SIGPIPE);
        pthread_sigmask(SIG_BLOCK, &broken_pipe, nullptr);
        io->run_until_stopped();
    });
}

runtime::implementation::~implementation() {
    if (refuse()) { // the threads are the parent's: touching what they use could harm both
        new auto(std::move(io_));
        new auto(std::move(callbacks_));
        new auto(std::move(thread_));
        return;
    }
    post([io = io_.get()] { io->stop(); });
    if (thread_.get_id() == std::this_thread::get_id())
        thread_.detach();
    else
        thread_.join();
}

void runtime::implementation::post(std::function<void()> f) const {
    boost::asio::post(*io_, std::move(f));
}

std::error_code runtime::implementation::refuse_to_block() const {
    return detail::client::refuse_to_block(generation_);
}

std::error_code runtime::implementation::refuse() const {
    if (generation_ != detail::client::process_generation()) return errc::forked;
    return {};
}

runtime runtime::own() { return runtime(std::make_shared<implementation>()); }

runtime runtime::shared() {
    auto& process = process_wide();
    std::lock_guard lock(process.mutex);
    auto current = process.current.lock();
    if (!current || current->refuse()) {
        current = std::make_shared<implementation>();
        process.current = current;
    }
    return runtime(std::move(current));
}

} // namespace kafka
