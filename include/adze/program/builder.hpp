#pragma once
// SPDX-License-Identifier: BSL-1.0
// A program under construction: a growing list of instructions in which every instruction stands once.
// Captured functions and derivative transforms append to it, at compile time.

#include <adze/core/growing_array.hpp>
#include <adze/core/irrational.hpp>
#include <adze/program/operation.hpp>

#include <bit>
#include <cstdint>

namespace adze::detail {

/// One line of a program: an operation on the results of earlier lines, or a leaf.
struct instruction {
  operation const* op = nullptr;
  int arguments[3] = {-1, -1, -1};  // line numbers; for a leaf arguments[0] is its index
  long double number = 0;           // of a constant
  bool exact = false;               // part of the function itself, whose value is kept to the last bit

  template <class Op> constexpr bool is() const { return op->id == id_of<Op>; }

  constexpr bool operator==(instruction const& other) const {
    return op->id == other.op->id && arguments[0] == other.arguments[0] && arguments[1] == other.arguments[1] &&
           arguments[2] == other.arguments[2] && same_number(number, other.number);
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
  bool relaxed = false;  // derivative code is being written: identities of real algebra may be used

  constexpr builder() : first_in_bucket(bucket_count, -1) { lines.reserve(64), next_in_bucket.reserve(64); }

  /// The line that computes op on the given lines: a simpler equal one, one that is there already, or a new one.
  constexpr int emit(operation const& op, int a, int b = -1, int c = -1) {
    int const arguments[] = {a, b, c};
    if (op.has_identity) {
      if (int const simpler = op.identity(*this, arguments); simpler >= 0) return simpler;
    }
    bool const swap = op.commutative && b < a;
    return append({&op, {swap ? b : a, swap ? a : b, c}, 0});
  }

  constexpr int append(instruction const& line) {
    unsigned const bucket = hash(line) % bucket_count;
    for (int i = first_in_bucket[static_cast<int>(bucket)]; i >= 0; i = next_in_bucket[i]) {
      if (lines[i] == line) {
        if (!relaxed) lines[i].exact = true;
        return i;
      }
    }
    int const id = lines.size();
    lines.push_back(line);
    lines[id].exact = !relaxed;
    next_in_bucket.push_back(first_in_bucket[static_cast<int>(bucket)]);
    first_in_bucket[static_cast<int>(bucket)] = id;
    return id;
  }

 private:
  static constexpr int bucket_count = 512;
  growing_array<int> first_in_bucket;
  growing_array<int> next_in_bucket;

  static constexpr unsigned hash(instruction const& line) {
    auto const bits = line.number == 0 ? 0U : std::bit_cast<std::uint64_t>(static_cast<double>(line.number));
    unsigned h = line.op->hash ^ static_cast<unsigned>(bits >> 40) ^ static_cast<unsigned>(bits);
    for (int a : line.arguments) h = h * 1000003U + static_cast<unsigned>(a + 1);
    return h ^ (h >> 15);
  }
};

}  // namespace adze::detail
