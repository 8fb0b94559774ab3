#include "server/outgoing.hpp"

#include <gtest/gtest.h>

#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdlib>

using namespace kafka::detail;
using server::outgoing;
using server::replies;

namespace {

std::string pattern(std::size_t size, char first) {
    std::string out(size, '\0');
    for (std::size_t i = 0; i < size; ++i) out[i] = static_cast<char>(first + i % 23);
    return out;
}

/// Two ends of a stream; what one sends the other reads, and neither ever blocks.
class stream {
public:
    stream() : sink_(opened()) {}
    ~stream() {
        hang_up();
        ::close(ends_[0]);
    }
    server::sink& sending() { return sink_; }
    std::string arrived() {
        std::string all;
        char some[50'000];
        for (ssize_t n = 0; (n = ::read(ends_[1], some, sizeof some)) > 0;)
            all.append(some, static_cast<std::size_t>(n));
        return all;
    }
    int opened() {
        EXPECT_EQ(0, ::socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, ends_));
        return ends_[0];
    }
    void hang_up() {
        if (ends_[1] >= 0) ::close(ends_[1]);
        ends_[1] = -1;
    }

private:
    int ends_[2];
    server::plain_sink sink_;
};

/// A file that is gone with its last descriptor.
class temporary_file {
public:
    explicit temporary_file(const std::string& content) {
        char name[] = "/tmp/outgoing_XXXXXX";
        descriptor_ = ::mkstemp(name);
        ::unlink(name);
        EXPECT_EQ(::write(descriptor_, content.data(), content.size()),
                  static_cast<ssize_t>(content.size()));
    }
    ~temporary_file() { ::close(descriptor_); }
    wire::file_slice slice(std::uint64_t from, std::uint64_t length) const {
        return {descriptor_, from, length};
    }
    void cut_to(off_t size) { EXPECT_EQ(0, ::ftruncate(descriptor_, size)); }

private:
    int descriptor_;
};

/// An answer whose parts are "[", the slices with "," between, "]".
wire::gathered with_slices(std::vector<wire::file_slice> slices) {
    wire::gathered out;
    wire::gather_writer to(out, 2 * slices.size() + 1);
    for (const auto& s : slices) {
        to.put("[", 1);
        wire::blob records;
        records.files = {&s, 1};
        to.splice(records);
        to.put("]", 1);
    }
    to.put(".", 1);
    to.finish();
    return out;
}

wire::gathered text(const std::string& all) {
    wire::gathered out;
    wire::gather_writer to(out, all.size());
    to.put(all.data(), all.size());
    to.finish();
    return out;
}

/// Writes and reads in turn until everything has left.
std::string pumped(outgoing& from, stream& over) {
    std::string all;
    for (int i = 0; i < 10'000; ++i) {
        const auto state = from.write_to(over.sending());
        all += over.arrived();
        if (state == outgoing::state::drained) break;
        EXPECT_NE(state, outgoing::state::broken);
        EXPECT_NE(state, outgoing::state::file_shrank);
    }
    return all;
}

} // namespace

TEST(outgoing_answers, leave_memory_and_files_in_their_order) {
    const auto content = pattern(1000, 'a');
    const temporary_file file(content);
    replies queue;
    outgoing out(queue);
    stream over;
    queue.answer(queue.expect(), with_slices({file.slice(0, 10), file.slice(500, 20)}));
    queue.answer(queue.expect(), text("plain"));
    queue.answer(queue.expect(), with_slices({file.slice(990, 10)}));
    EXPECT_EQ(pumped(out, over), "[" + content.substr(0, 10) + "][" + content.substr(500, 20) +
                                     "].plain[" + content.substr(990, 10) + "].");
    EXPECT_EQ(queue.outstanding(), 0u);
}

TEST(outgoing_answers, go_on_where_a_full_socket_stopped_them) {
    const auto content = pattern(3'000'000, 'A');
    const temporary_file file(content);
    replies queue;
    outgoing out(queue);
    stream over;
    const auto large = pattern(2'000'000, 'a');
    queue.answer(queue.expect(), text(large));
    queue.answer(queue.expect(), with_slices({file.slice(1, 2'999'999)}));
    queue.answer(queue.expect(), text("end"));
    EXPECT_EQ(out.write_to(over.sending()), outgoing::state::blocked);
    EXPECT_GT(queue.outstanding(), 0u);
    EXPECT_EQ(pumped(out, over), large + "[" + content.substr(1) + "].end");
    EXPECT_EQ(out.progress(), large.size() + content.size() - 1 + 6);
}

TEST(outgoing_answers, take_more_pieces_than_one_call_may) {
    replies queue;
    outgoing out(queue);
    stream over;
    std::string expected;
    for (int i = 0; i < 500; ++i) {
        expected += std::to_string(i) + ",";
        queue.answer(queue.expect(), text(std::to_string(i) + ","));
    }
    EXPECT_EQ(pumped(out, over), expected);
}

TEST(outgoing_answers, keep_what_they_hold_until_it_has_left) {
    replies queue;
    outgoing out(queue);
    stream over;
    auto held = std::make_shared<const int>(1);
    auto answer = text(pattern(3'000'000, 'x'));
    answer.keeps.push_back(held);
    queue.answer(queue.expect(), std::move(answer));
    out.write_to(over.sending());
    EXPECT_EQ(held.use_count(), 2);
    pumped(out, over);
    EXPECT_EQ(held.use_count(), 1);
}

TEST(outgoing_answers, stop_when_a_file_is_shorter_than_was_announced) {
    temporary_file file(pattern(1000, 'a'));
    replies queue;
    outgoing out(queue);
    stream over;
    queue.answer(queue.expect(), with_slices({file.slice(0, 1000)}));
    file.cut_to(400);
    EXPECT_EQ(out.write_to(over.sending()), outgoing::state::file_shrank);
}

TEST(outgoing_answers, tell_that_the_peer_has_gone) {
    replies queue;
    outgoing out(queue);
    stream over;
    over.hang_up();
    queue.answer(queue.expect(), text("x"));
    EXPECT_EQ(out.write_to(over.sending()), outgoing::state::broken);
    EXPECT_EQ(out.error(), std::errc::broken_pipe);
}
