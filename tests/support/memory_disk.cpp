#include "support/memory_disk.hpp"

#include <algorithm>

namespace kafka::testing {

namespace {

bool heads(std::mt19937_64& chance) { return (chance() & 1) != 0; }

void put(content& to, std::uint64_t position, std::span<const std::byte> from) {
    if (to.size() < position + from.size()) to.resize(position + from.size());
    std::ranges::copy(from, to.begin() + static_cast<std::ptrdiff_t>(position));
}

} // namespace

std::size_t memory_inode::read(std::uint64_t position, std::span<std::byte> to) const {
    if (position >= now_.size()) return 0;
    const auto n = std::min<std::uint64_t>(to.size(), now_.size() - position);
    std::copy_n(now_.begin() + static_cast<std::ptrdiff_t>(position), n, to.begin());
    return n;
}

void memory_inode::write(std::uint64_t position, std::span<const std::byte> from) {
    put(now_, position, from);
    pending_.push_back({false, position, content(from.begin(), from.end())});
}

void memory_inode::truncate(std::uint64_t size) {
    now_.resize(size);
    pending_.push_back({true, size, {}});
}

void memory_inode::sync() {
    durable_ = now_;
    pending_.clear();
}

void memory_inode::apply(const operation& op, content& to) const {
    if (op.truncates)
        to.resize(op.position);
    else
        put(to, op.position, op.written);
}

void memory_inode::apply_in_part(const operation& op, content& to, std::mt19937_64& chance,
                                 std::size_t sector) const {
    if (op.truncates) return apply(op, to);
    const std::span<const std::byte> all(op.written);
    for (std::size_t at = 0; at < all.size();) {
        // Sectors are aligned on the disk, not in the write.
        const auto until = sector - (op.position + at) % sector;
        const auto part = all.subspan(at, std::min<std::size_t>(until, all.size() - at));
        if (heads(chance)) put(to, op.position + at, part);
        at += part.size();
    }
}

void memory_inode::lose_power(std::mt19937_64& chance, std::size_t sector) {
    auto survivors = pending_;
    if (heads(chance)) std::ranges::shuffle(survivors, chance);
    const bool nothing = chance() % 4 == 0;
    for (const auto& op : survivors) {
        const auto fate = nothing ? 0u : chance() % 4;
        if (fate == 1) apply_in_part(op, durable_, chance, sector);
        if (fate > 1) apply(op, durable_);
    }
    now_ = durable_;
    pending_.clear();
}

memory_directory::entry* memory_directory::find(const std::string& name) {
    const auto found = now_.find(name);
    return found == now_.end() ? nullptr : &found->second;
}

void memory_directory::apply(const operation& op, std::map<std::string, entry>& to) {
    if (!op.removed.empty()) to.erase(op.removed);
    if (!op.added.empty()) to[op.added] = op.what;
}

void memory_directory::happen(operation op) {
    apply(op, now_);
    pending_.push_back(std::move(op));
}

void memory_directory::add(const std::string& name, entry e) { happen({{}, name, std::move(e)}); }

void memory_directory::remove(const std::string& name) { happen({name, {}, {}}); }

void memory_directory::rename(const std::string& from, const std::string& to) {
    happen({from, to, now_.at(from)});
}

void memory_directory::move_to(memory_directory& other, const std::string& from,
                               const std::string& to) {
    other.add(to, now_.at(from));
    remove(from);
}

void memory_directory::sync() {
    durable_ = now_;
    pending_.clear();
}

void memory_directory::lose_power(std::mt19937_64& chance, std::size_t sector) {
    const bool nothing = chance() % 4 == 0;
    for (const auto& op : pending_)
        if (!nothing && heads(chance)) apply(op, durable_);
    pending_.clear();
    now_ = durable_;
    for (auto& [name, e] : now_) {
        if (e.file) e.file->lose_power(chance, sector);
        if (e.directory) e.directory->lose_power(chance, sector);
    }
}

} // namespace kafka::testing
