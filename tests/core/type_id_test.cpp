// SPDX-License-Identifier: BSL-1.0
#include <adze/core/type_id.hpp>

#include "support/catch.hpp"

#include <array>

namespace {

using adze::detail::id_of;
struct here {};
template <class T> struct around {};

static_assert(id_of<int> == id_of<int>);
static_assert(!(id_of<int> == id_of<long>));
static_assert(!(id_of<here> == id_of<around<here>>));
static_assert(id_of<around<here>> == id_of<around<here>>);

}  // namespace

TEST_CASE("type ids differ for types that are spelt the same in different scopes") {
  auto const one = [] { return 1; };
  auto const two = [] { return 1; };
  CHECK(id_of<decltype(one)> == id_of<decltype(one)>);
  // (where addresses do not compare, the spelling stands in and cannot tell these two apart)
  CHECK((id_of<decltype(one)> == id_of<decltype(two)>) != adze::detail::addresses_compare);
}
