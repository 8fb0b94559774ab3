// What a group costs, by one client; prints JSON. franz_go does the same in Go.
//   handover ADDRESS TOPIC ROUNDS              a second member starts: until both consume
//   idle     ADDRESS TOPIC SECONDS             CPU of a member that has nothing to do
//   crowd    ADDRESS TOPIC PARTITIONS MEMBERS  they join at once, then one more does
#include "group/member.hpp"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <ctime>
#include <mutex>
#include <set>
#include <stdexcept>
#include <thread>
#include <unistd.h>
#include <vector>

namespace kafka::bench {

namespace {

using clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

constexpr auto patience = std::chrono::seconds(120);
constexpr auto pause_of_a_reader = milliseconds(2); // so that the topic lasts

double ms_since(clock::time_point since) {
    return std::chrono::duration<double, std::milli>(clock::now() - since).count();
}

double cpu_ms() {
    timespec t{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return static_cast<double>(t.tv_sec) * 1e3 + static_cast<double>(t.tv_nsec) / 1e6;
}

template <class Condition>
void wait_for(const char* what, Condition true_yet) {
    const auto until = clock::now() + patience;
    while (!true_yet()) {
        if (clock::now() > until) throw std::runtime_error(std::string("never: ") + what);
        std::this_thread::sleep_for(milliseconds(1));
    }
}

/// A member and the thread that reads with it.
class reading {
public:
    explicit reading(std::unique_ptr<member> m)
        : member_(std::move(m))
        , thread_([this] { run(); }) {}
    ~reading() {
        ended_ = true;
        thread_.join();
        member_->close();
    }
    reading(const reading&) = delete;
    reading& operator=(const reading&) = delete;

    std::size_t partitions_read() const {
        std::lock_guard lock(mutex_);
        return read_.size();
    }
    clock::time_point last_read() const { return last_; }
    std::size_t owned() { return member_->owned(); }

private:
    void run() {
        while (!ended_) {
            const int partition = member_->read();
            if (partition < 0) continue;
            last_ = clock::now();
            {
                std::lock_guard lock(mutex_);
                read_.insert(partition);
            }
            std::this_thread::sleep_for(pause_of_a_reader);
        }
    }

    std::unique_ptr<member> member_;
    mutable std::mutex mutex_;
    std::set<int> read_;
    std::atomic<clock::time_point> last_{clock::time_point()};
    std::atomic<bool> ended_{false};
    std::thread thread_;
};

struct place {
    make_member make;
    std::string address, topic;
    std::unique_ptr<member> join(const std::string& group) const {
        return make(address, topic, group);
    }
};

std::string unique_group() {
    static int made = 0;
    return "bench-" + std::to_string(::getpid()) + "-" + std::to_string(++made);
}

void handover(const place& at, int rounds) {
    std::printf("{\"handover_ms\": [");
    for (int i = 0; i < rounds; ++i) {
        const auto group = unique_group();
        reading first(at.join(group));
        wait_for("the first member reads", [&] { return first.partitions_read() > 0; });
        const auto began = clock::now();
        reading second(at.join(group));
        wait_for("the second member reads", [&] { return second.partitions_read() > 0; });
        const auto shared = second.last_read();
        wait_for("both read", [&] { return first.last_read() > shared; });
        std::printf("%s%.1f", i == 0 ? "" : ", ", ms_since(began));
    }
    std::printf("]}\n");
}

void idle(const place& at, int seconds) {
    reading alone(at.join(unique_group()));
    wait_for("it has partitions", [&] { return alone.owned() > 0; });
    std::this_thread::sleep_for(std::chrono::seconds(2)); // what joining leaves behind
    const auto before = cpu_ms();
    std::this_thread::sleep_for(std::chrono::seconds(seconds));
    std::printf("{\"idle_cpu_ms_per_s\": %.3f}\n", (cpu_ms() - before) / seconds);
}

/// All have their share, and nothing is at two of them.
bool is_shared(const std::vector<std::unique_ptr<reading>>& all, std::size_t partitions) {
    std::size_t sum = 0;
    for (const auto& m : all) {
        const auto owned = m->owned();
        if (owned < partitions / all.size()) return false;
        sum += owned;
    }
    return sum == partitions;
}

void crowd(const place& at, std::size_t partitions, int members) {
    const auto group = unique_group();
    std::vector<std::unique_ptr<reading>> all;
    const auto began = clock::now();
    for (int i = 0; i < members; ++i) all.push_back(std::make_unique<reading>(at.join(group)));
    wait_for("all have a share", [&] { return is_shared(all, partitions); });
    const auto joined = ms_since(began);
    const auto cpu = cpu_ms();
    const auto changed = clock::now();
    all.push_back(std::make_unique<reading>(at.join(group)));
    wait_for("one more has a share", [&] { return is_shared(all, partitions); });
    std::printf("{\"join_ms\": %.0f, \"rebalance_ms\": %.0f, \"rebalance_cpu_ms\": %.0f}\n", joined,
                ms_since(changed), cpu_ms() - cpu);
    std::fflush(stdout);
    std::_Exit(0); // leaving one by one would be as many rebalances
}

int run(const std::vector<std::string>& words) {
    if (words.size() < 6) return 2;
    const place at{maker_of(words[1]), words[3], words[4]};
    const int number = std::stoi(words[5]);
    if (words[2] == "handover")
        handover(at, number);
    else if (words[2] == "idle")
        idle(at, number);
    else if (words[2] == "crowd" && words.size() == 7)
        crowd(at, static_cast<std::size_t>(number), std::stoi(words[6]));
    else
        return 2;
    return 0;
}

} // namespace

make_member maker_of(const std::string& client) {
    if (client == "kafka-cpp") return join_with_ours;
    const std::string balancers = client == "librdkafka" ? "" : "cooperative-sticky";
    return [balancers](const auto& address, const auto& topic, const auto& group) {
        return join_with_librdkafka(address, topic, group, balancers);
    };
}

} // namespace kafka::bench

int main(int count, char** words) {
    try {
        return kafka::bench::run({words, words + count});
    } catch (const std::exception& e) {
        std::fprintf(stderr, "%s\n", e.what());
        return 1;
    }
}
