#pragma once
// SPDX-License-Identifier: BSL-1.0
// Types as values that can be compared in constant expressions: by the address of a variable that belongs to the type.
// g++ under -fsanitize=undefined takes no comparison of addresses for a constant; there, and only there, a hash of the
// type's spelling stands in.

namespace adze::detail {

constexpr unsigned long long spelling_hash(char const* text) {
  unsigned long long h = 14695981039346656037ULL;
  for (; *text != '\0'; ++text) h = (h ^ static_cast<unsigned char>(*text)) * 1099511628211ULL;
  return h;
}
template <class T>
constexpr unsigned long long spelling_hash_of() {
  return spelling_hash(__PRETTY_FUNCTION__);
}

template <class T>
inline constexpr char type_tag = 0;

template <int>
struct comparison_probe {
  template <class A, class B, bool = (&type_tag<A> == &type_tag<B>)>
  static constexpr bool test(int) { return true; }
  template <class, class>
  static constexpr bool test(...) { return false; }
};
inline constexpr bool addresses_compare = comparison_probe<0>::test<char, int>(0);

struct type_id {
  void const* address = nullptr;
  unsigned long long hash = 0;

  friend constexpr bool operator==(type_id const& a, type_id const& b) {
    if constexpr (addresses_compare) return a.address == b.address;
    else return a.hash == b.hash;
  }
};

template <class T>
constexpr unsigned long long stand_in_hash() {
  if constexpr (addresses_compare) return 0;
  else return spelling_hash_of<T>();
}
template <class T>
inline constexpr type_id id_of{&type_tag<T>, stand_in_hash<T>()};

}  // namespace adze::detail
