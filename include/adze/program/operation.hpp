#pragma once
// SPDX-License-Identifier: BSL-1.0
// An operation as data: what the builder and the derivative transforms need to know about an op struct, with its
// type erased, so that programs are plain lists. The way back, from an instruction to the op's type, is op_type.

#include <adze/core/type_id.hpp>

#include <type_traits>

namespace adze::detail {

struct builder;

/// Ops that the identities of others ask for all the time.
enum class role : unsigned char { other, constant, negation, product };

struct operation {
  type_id id;            // of the op struct
  char const* name;
  int arity;
  int weight;            // cost in units of one addition; 0 for inputs and constants
  unsigned hash;
  role plays = role::other;
  bool commutative = false;
  bool strong = false;   // a partial may be infinite where the value is finite: a zero adjoint there stays zero
  bool is_condition = false;  // the value is a truth value
  bool takes_conditions = false;  // so are the arguments
  bool is_reduction = false;      // over a loop index
  bool given_indices = false;     // the loop indices of a line are not those of its operands
  bool is_kernel = false;         // works on whole arrays: see program/kernel_lines.hpp
  bool has_identity = false;  // flags, for the same reason as type_id: a null test is a comparison of addresses
  bool has_partial = false;
  int (*identity)(builder&, int const* arguments) = nullptr;  // an equal instruction that is simpler, or -1
  int (*partial)(builder&, int which, int const* arguments, int result) = nullptr;
  // of a kernel: what it sends back to operand `which`, and what a direction of this operand makes of the result
  int (*adjoint)(builder&, int line, int which, int adjoint) = nullptr;
  int (*tangent)(builder&, int line, int which, int direction) = nullptr;
};

/// From an operation's address back to its op struct. There is no way in C++20 to store a type in constexpr data and
/// get it out again, except this one: each op_entry<Op> defines the friend that op_key<address> declares, and calling
/// it by argument-dependent look-up yields the type. (Compiles to nothing; works in g++ and clang alike.)
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wnon-template-friend"
#endif
template <operation const* Address>
struct op_key {
  friend constexpr auto adze_op_behind(op_key);
};
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic pop
#endif

template <operation const* Address>
struct op_of {
  using type = typename decltype(adze_op_behind(op_key<Address>{}))::type;
};
template <operation const* Address>
using op_type = typename op_of<Address>::type;

}  // namespace adze::detail
