// The threads that all objects of the library share.
#pragma once

#include <memory>

namespace kafka {

/// One I/O thread and one thread for callbacks. Objects that are given none share one for the
/// process, started when first needed and stopped when the last object is gone. A second runtime
/// isolates one part of a program from another. Thread-safety: a handle; copy it freely.
class runtime {
public:
    /// A runtime with threads of its own.
    static runtime own();
    /// The runtime that all objects share by default.
    static runtime shared();

    class implementation;
    const std::shared_ptr<implementation>& body() const { return body_; }

private:
    explicit runtime(std::shared_ptr<implementation> body) : body_(std::move(body)) {}
    std::shared_ptr<implementation> body_;
};

} // namespace kafka
