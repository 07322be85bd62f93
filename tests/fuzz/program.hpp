#pragma once
// SPDX-License-Identifier: BSL-1.0
// Random functions of three numbers, made at compile time from a seed: fuzzed<Seed>{}(x, y, z) computes 6 to 13
// statements of one to ten operations on earlier results, and adds up the last few: 20 to 50 instructions. It is
// generic: doubles, symbols, duals.
// Every statement is defined and of moderate size for all arguments, some only because a select does not take the
// branch that is NaN.

#include <adze/adze.hpp>

#include <cstdint>
#include <tuple>
#include <type_traits>

namespace adze_test {

/// The kth random number of a seed. Source: splitmix64.
constexpr unsigned random_number(std::uint64_t seed, unsigned k) {
  std::uint64_t z = (seed * 1000 + k + 1) * 0x9e3779b97f4a7c15ULL;
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
  return static_cast<unsigned>((z ^ (z >> 31)) >> 33);
}

inline constexpr unsigned statement_kinds = 40;

/// One statement. a, b, c are earlier results, k a constant in (0, 1).
template <unsigned Kind, class A, class B, class C>
constexpr auto statement(A const& a, B const& b, C const& c, double k) {
  if constexpr (Kind == 0) return k * a + b;
  else if constexpr (Kind == 1) return 0.5 * (a - c * k);
  else if constexpr (Kind == 2) return a * b * 0.5;
  else if constexpr (Kind == 3) return a / (1 + b * b);
  else if constexpr (Kind == 4) return adze::sin(a) * b;
  else if constexpr (Kind == 5) return adze::cos(a + k) - c;
  else if constexpr (Kind == 6) return adze::tanh(a * 2) * b;
  else if constexpr (Kind == 7) return adze::exp(adze::sin(a)) * k;
  else if constexpr (Kind == 8) return adze::log(1 + a * a) - b * k;
  else if constexpr (Kind == 9) return adze::sqrt(k + a * a);
  else if constexpr (Kind == 10) return adze::pow(1 + a * a, k * adze::sin(b));
  else if constexpr (Kind == 11) return adze::pow(adze::cos(a), 4) + adze::pow<4>(adze::sin(b));
  else if constexpr (Kind == 12) return adze::atan2(a, k + b * b);
  else if constexpr (Kind == 13) return adze::hypot(a, b) - adze::abs(c);
  else if constexpr (Kind == 14) return adze::select(a < b, a * c, b - k);
  else if constexpr (Kind == 15) return adze::max(a, b) - k * adze::min(b, c);
  else if constexpr (Kind == 16) return adze::sigmoid(a) * b + adze::softplus(c);
  else if constexpr (Kind == 17) return adze::logaddexp(a, b) * 0.5;
  else if constexpr (Kind == 18) return adze::erf(a) - adze::normal_cdf(b);
  else if constexpr (Kind == 19) return adze::fma(a, adze::sin(b), c) * 0.5;
  else if constexpr (Kind == 20) return adze::xlogy(adze::sin(a), 1 + b * b);
  else if constexpr (Kind == 21) return adze::cbrt(2 + adze::sin(a)) * adze::sinc(b);
  else if constexpr (Kind == 22) return adze::expm1(adze::cos(a)) - adze::log1p(b * b);
  else if constexpr (Kind == 23) return adze::asin(0.9 * adze::sin(a)) + adze::atan(b);
  else if constexpr (Kind == 24) return adze::acosh(1.5 + a * a) * k - adze::asinh(c);
  else if constexpr (Kind == 25) return adze::atanh(0.9 * adze::tanh(a)) * 0.5;
  else if constexpr (Kind == 26) return adze::clamp(a, -k, k + 0.5) + b * k;
  else if constexpr (Kind == 27) return adze::gelu(a) + adze::silu(b);
  else if constexpr (Kind == 28) return adze::relu(a) - adze::leaky_relu(b, k) + adze::elu(c);
  else if constexpr (Kind == 29) return adze::lerp(a, b, adze::sigmoid(c));
  else if constexpr (Kind == 30) return adze::fdim(a, b) - adze::copysign(c, a);
  else if constexpr (Kind == 31) return -(-a) + 0.0 - (-b) * 1.0 + c / 2.0 - c * 0.0;
  else if constexpr (Kind == 32) return adze::rsqrt(k + a * a) * adze::inverse(2 + adze::cos(b));
  else if constexpr (Kind == 33) return adze::exp2(adze::sin(a)) - adze::log2(2 + adze::cos(a)) * b;
  else if constexpr (Kind == 34) return adze::select(a > k, adze::log(a - k) * adze::sqrt(a - k), b);
  else if constexpr (Kind == 35) return adze::select(a > 0, adze::log(a) * a, c) + adze::select(b > 0, adze::log(b) * b * k, adze::square(b));
  else if constexpr (Kind == 36) return adze::select(a < -k, 0.5 * c, adze::select(a > 0, adze::log(a) * a * b, adze::sin(a) / (a - 8)));
  else if constexpr (Kind == 37) return adze::select(a > k && !(b > a), adze::sqrt(a - b), adze::select(b > a || c < 0, b * c, adze::cube(a) / (1 + a * a)));
  else if constexpr (Kind == 38) return adze::select(a <= 0, adze::tanh(c), adze::sqrt(a) * adze::tanh(a)) + adze::select(a > 0.25, adze::sqrt(a) * b, k * b);
  else return adze::fmod(a, 0.7 + adze::square(b)) + adze::remainder(c, 2.5) - adze::sign(a) * adze::floor(b + k);
}

template <unsigned Seed>
struct fuzzed {
  static constexpr unsigned statements = 6 + random_number(Seed, 0) % 8;

  template <class X, class Y, class Z>
  constexpr auto operator()(X const& x, Y const& y, Z const& z) const {
    // Symbols of nested types would take most of the compile time; what they append to the program is the same.
    if constexpr (std::is_convertible_v<X, adze::term> && !adze::number<X>) return grow<0, adze::term, adze::term, adze::term>(x, y, z);
    else return grow<0>(x, y, z);
  }

 private:
  template <unsigned Step, class... V>
  static constexpr auto grow(V const&... v) {
    constexpr std::size_t n = sizeof...(V);
    auto const all = std::tie(v...);
    if constexpr (Step == statements) {
      return std::get<n - 1>(all) + 0.5 * std::get<n - 2>(all) - 0.25 * std::get<n - 3>(all) * std::get<n - 4>(all);
    } else {
      constexpr unsigned kind = random_number(Seed, 4 * Step + 1) % statement_kinds;
      constexpr double k = (1 + random_number(Seed, 4 * Step + 2) % 15) / 16.0;
      // the first operand is often the latest result, so that chains get deep
      constexpr std::size_t a = Step > 0 && random_number(Seed, 4 * Step + 3) % 2 == 0 ? n - 1 : random_number(Seed, 4 * Step + 3) % n;
      constexpr std::size_t b = random_number(Seed, 4 * Step + 4) % n;
      constexpr std::size_t c = random_number(Seed, 4 * Step + 4) / 64 % n;
      return grow<Step + 1>(v..., statement<kind>(std::get<a>(all), std::get<b>(all), std::get<c>(all), k));
    }
  }
};

}  // namespace adze_test
