// The asynchronous calls without Asio. kafka/asio.hpp is built on this; so can be what joins the
// library with another event loop.
#pragma once

#include <kafka/client.hpp>
#include <kafka/context.hpp>
#include <kafka/reader.hpp>
#include <kafka/writer.hpp>

#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <system_error>
#include <vector>

namespace kafka::async {

/// What a call ends with that has nothing to say but its error.
struct nothing {};

/// Where a call runs its user's side, and who is told how it ended.
template <class Result>
class listener {
public:
    virtual ~listener() = default;
    /// Runs `step` later, never inside this call, in the place where the user wants to be told. Any
    /// thread; the library calls it from its own, so it must be quick.
    virtual void post(std::function<void()> step) = 0;
    /// The end of the call: once, inside a step.
    virtual void ended(std::error_code error, Result result) = 0;
};
template <class Result>
using listener_pointer = std::unique_ptr<listener<Result>>;

/// What may end a call early: a deadline, and two who may stop it.
struct limits {
    context ctx = {};
    std::stop_token stop = {};
};

/// Starts a call and returns at once; what is passed is copied before that. Each does what the
/// blocking call of its name does, and does not keep its object alive: when the last handle is gone
/// it ends as if the object had been closed.
void fetch_message(const reader& from, limits l, listener_pointer<std::optional<message>> told);
void read_message(const reader& from, limits l, listener_pointer<std::optional<message>> told);
void fetch_batch(const reader& from, limits l, listener_pointer<batch> told);
void read_batch(const reader& from, limits l, listener_pointer<batch> told);
void commit_messages(const reader& r, limits l, std::span<const message> messages,
                     listener_pointer<nothing> told);
void close(const reader& r, limits l, listener_pointer<nothing> told);

void write_messages(const writer& to, limits l, std::span<const record> records,
                    listener_pointer<std::vector<write_error>> told);
void flush(const writer& w, limits l, listener_pointer<nothing> told);
void close(const writer& w, limits l, listener_pointer<undelivered> told);

void metadata(const client& c, limits l, std::vector<std::string> topics,
              listener_pointer<cluster_info> told);
void topics(const client& c, limits l, listener_pointer<std::vector<std::string>> told);
void create_topics(const client& c, limits l, std::vector<topic_config> topics,
                   listener_pointer<std::vector<topic_result>> told);
void delete_topics(const client& c, limits l, std::vector<std::string> topics,
                   listener_pointer<std::vector<topic_result>> told);
void list_offsets(const client& c, limits l, std::vector<offset_query> queries,
                  listener_pointer<std::vector<offset_result>> told);

/// The library's callback thread that an object uses, for listeners with no place of their own.
class callbacks {
public:
    explicit callbacks(const reader& of);
    explicit callbacks(const writer& of);
    explicit callbacks(const client& of);

    void post(std::function<void()> f) const;
    friend bool operator==(const callbacks&, const callbacks&) = default;

private:
    std::shared_ptr<void> thread_;
};

} // namespace kafka::async
