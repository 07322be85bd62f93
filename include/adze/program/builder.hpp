#pragma once
// SPDX-License-Identifier: BSL-1.0
// A program under construction: a growing list of instructions in which every instruction stands once.
// Captured functions and derivative transforms append to it, at compile time.

#include <adze/core/growing_array.hpp>
#include <adze/core/irrational.hpp>
#include <adze/program/arrays.hpp>
#include <adze/program/operation.hpp>

#include <bit>
#include <cstdint>

namespace adze {

namespace detail {
struct builder;
}

/// A line of a program under construction: what symbols and terms are underneath.
struct program_handle {
  detail::builder* program = nullptr;
  int id = -1;
};
/// One that holds a number, and one that holds a truth value.
struct value_handle : program_handle {};
struct condition_handle : program_handle {};

}  // namespace adze

namespace adze::detail {

/// One line of a program: an operation on the results of earlier lines, or a leaf.
struct instruction {
  operation const* op = nullptr;
  int arguments[3] = {-1, -1, -1};  // line numbers; for a leaf arguments[0] is its index
  long double number = 0;           // of a constant
  bool exact = false;               // part of the function itself, whose value is kept to the last bit
  bool is_constant = false, is_negation = false, has_factor = false, is_plain = true;  // for identities
  int index = -1;                   // of a reduction: what it runs over; of an element or a store: its access
  index_set indices = 0;            // the loop indices that the value depends on; none for a scalar

  template <class Op> constexpr bool is() const;

  constexpr bool operator==(instruction const& other) const {
    return op->id == other.op->id && arguments[0] == other.arguments[0] && arguments[1] == other.arguments[1] &&
           arguments[2] == other.arguments[2] && index == other.index && same_number(number, other.number);
  }
  static constexpr bool same_number(long double a, long double b) {
    return a == b ? (a != 0 || is_negative(a) == is_negative(b)) : (a != a && b != b);
  }
  static constexpr bool is_negative(long double a) {
    return std::bit_cast<std::uint64_t>(static_cast<double>(a)) >> 63 != 0;
  }
};

struct builder {
  growing_array<instruction> lines;
  array_tables arrays;
  bool has_reciprocals = false;  // of derivative code: see program/optimise.hpp
  bool relaxed = false;          // derivative code is being written: identities of real algebra may be used

  constexpr builder() { rehash(256); }

  /// The line that computes op on the given lines: a simpler equal one, one that is there already, or a new one.
  constexpr int emit(operation const& op, int a, int b = -1, int c = -1) {
    if (op.has_identity) {
      int const arguments[] = {a, b, c};
      if (int const simpler = op.identity(*this, arguments); simpler >= 0) return simpler;
    }
    if (op.commutative && b < a) return append({&op, {b, a, c}, 0});
    return append({&op, {a, b, c}, 0});
  }

  constexpr int append(instruction const& line) {
    unsigned const h = hash(line);
    for (int i = first_in_bucket_[static_cast<int>(h % buckets_)]; i >= 0; i = chain_[i].next) {
      if (chain_[i].hash != h || !(lines[i] == line)) continue;
      if (!relaxed) lines[i].exact = true;
      return i;
    }
    int const id = lines.size();
    lines.push_back(line);
    note_role(lines[id]);
    if (arrays.in_use) lines[id].indices |= indices_of_arguments(line);
    int& first = first_in_bucket_[static_cast<int>(h % buckets_)];
    chain_.push_back({h, first});
    first = id;
    if (id == static_cast<int>(buckets_)) rehash(4 * buckets_);
    return id;
  }

 private:
  struct link {
    unsigned hash;
    int next;  // line whose hash shares the bucket
  };
  unsigned buckets_ = 0;
  growing_array<int> first_in_bucket_;
  growing_array<link> chain_;

  constexpr index_set indices_of_arguments(instruction const& line) const {
    if (line.indices != 0 || line.op->given_indices) return 0;
    index_set result = 0;
    for (int k = 0; k < line.op->arity; ++k) result |= lines[line.arguments[k]].indices;
    return result;
  }
  constexpr void note_role(instruction& line) {
    line.exact = !relaxed;
    role const plays = line.op->plays;
    if (plays == role::other) return;
    if (plays == role::constant) line.is_constant = true;
    else if (plays == role::negation) line.is_negation = true;
    else line.has_factor = lines[line.arguments[0]].is_constant || lines[line.arguments[1]].is_constant;
    line.is_plain = plays == role::product && !line.has_factor;
  }
  constexpr void rehash(unsigned buckets) {
    buckets_ = buckets;
    first_in_bucket_ = growing_array<int>(static_cast<int>(buckets), -1);
    for (int i = 0; i < lines.size(); ++i) {
      int& first = first_in_bucket_[static_cast<int>(chain_[i].hash % buckets)];
      chain_[i].next = first;
      first = i;
    }
  }
  static constexpr unsigned hash(instruction const& line) {
    unsigned h = line.op->hash;
    if (line.number != 0) h ^= static_cast<unsigned>(std::bit_cast<std::uint64_t>(static_cast<double>(line.number)) >> 24);
    h = h * 1000003U + static_cast<unsigned>(line.arguments[0]);
    h = h * 1000003U + static_cast<unsigned>(line.arguments[1]);
    h = h * 1000003U + static_cast<unsigned>(line.arguments[2] ^ (line.index << 8));
    return h ^ (h >> 15);
  }
};

}  // namespace adze::detail
