#include "consumer/assignors/sticky_balance.hpp"

#include <deque>

namespace kafka::detail::consumer {

namespace {

/// A breadth-first search from the member that shall get one more, back through those that hold
/// partitions which the next one wants. Each topic is looked at once, so a search costs no more
/// than there are partitions.
class search {
public:
    search(const sticky_board& board, std::size_t poor)
        : board_(board)
        , next_(board.members())
        , seen_(board.members())
        , topic_seen_(board.topics().size())
        , poor_(poor) {}

    /// The reachable member with the most; the poor one itself when there is no better.
    std::size_t find_rich() {
        auto rich = poor_;
        seen_[poor_] = true;
        for (std::deque<std::size_t> queue{poor_}; !queue.empty(); queue.pop_front())
            for (const auto topic : board_.topics_of(queue.front()))
                if (!topic_seen_[topic]) look_at(topic, queue, rich);
        return rich;
    }

    struct step {
        std::size_t to = 0;
        std::size_t topic = 0;
    };
    step from(std::size_t member) const { return next_[member]; }

private:
    void look_at(std::size_t topic, std::deque<std::size_t>& queue, std::size_t& rich) {
        topic_seen_[topic] = true;
        for (const auto& [holder, places] : board_.holders(topic)) {
            if (seen_[holder]) continue;
            seen_[holder] = true;
            next_[holder] = {queue.front(), topic};
            queue.push_back(holder);
            if (board_.load(holder) > board_.load(rich)) rich = holder;
        }
    }

    const sticky_board& board_;
    std::vector<step> next_;
    std::vector<bool> seen_, topic_seen_;
    std::size_t poor_;
};

/// Hands partitions on along the shortest chain that ends at this member. False when it is as well
/// off as it can be.
bool hand_on_to(sticky_board& board, std::size_t poor) {
    search way(board, poor);
    auto at = way.find_rich();
    if (board.load(at) < board.load(poor) + 2) return false;
    while (at != poor) {
        const auto step = way.from(at);
        board.move(step.topic, at, step.to);
        at = step.to;
    }
    return true;
}

/// The member with the least that may still get more.
std::size_t poorest(const sticky_board& board, const std::vector<bool>& satisfied) {
    auto out = no_member;
    for (std::size_t m = 0; m < board.members(); ++m)
        if (!satisfied[m] && (out == no_member || board.load(m) < board.load(out))) out = m;
    return out;
}

/// True when anything moved. Always the poorest is next, so that nobody gets more than its share at
/// a time when others have yet to get theirs: that would take partitions away for nothing.
bool even_out(sticky_board& board) {
    bool moved = false;
    std::vector<bool> satisfied(board.members());
    for (auto m = poorest(board, satisfied); m != no_member; m = poorest(board, satisfied)) {
        if (hand_on_to(board, m))
            moved = true;
        else
            satisfied[m] = true;
    }
    return moved;
}

} // namespace

void balance(sticky_board& board) {
    while (even_out(board)) {}
}

} // namespace kafka::detail::consumer
