#pragma once
// SPDX-License-Identifier: BSL-1.0
// Random functions of arrays, as data. A seed gives a list of statements, each a kind of array operation on earlier
// values; `written` runs it on array symbols, `plainly` on plain arrays with loops as one would write them by hand.
// Every statement is of moderate size everywhere; some compute NaN in the branch of a select that is not taken.

#include "program.hpp"

#include <adze/arrays.hpp>

#include <array>
#include <cmath>
#include <cstddef>
#include <string>
#include <vector>

namespace adze_test::arrays {

// ---- shapes: an extent is a base (0: n, 1: m, 2: a constant 2) less a small number

inline constexpr int bases = 3, base_extent[bases] = {6, 5, 2};
inline constexpr int least_gathered = 3;  // index arrays hold 0, 1, 2

struct shape {
  int rank = 0;
  int extent[2] = {0, 0};  // base + 3 * less
  constexpr bool operator==(shape const&) const = default;
};
constexpr int extent_of(int code) { return base_extent[code % bases] - code / bases; }
constexpr int less_one(int code) { return code + bases; }

// ---- statements

enum class kind : int {
  unary, binary, choose, reduce, reduce_axis, softmax, log_softmax, matmul, transpose, outer, diagonal, on_diagonal, trace,
  quadratic, dot, slice, gather, element,
  neighbours, neighbour_sum, triangle, below_sum, pick, own_diagonal, with_column, nested, row_reduce, turned, guarded_sum,
  never_taken, gathered_times, gathered_rows, gathered_columns, bilinear, same_name, crossed, subdiagonal, shifted_product,
  band, guarded_total, masked, count
};

struct statement {
  kind what = kind::count;
  int a = 0, b = 0, c = 0;  // earlier values
  int variant = 0;
  double k = 0;
  shape result{};
};

inline constexpr int arguments = 6;  // x (n), y (n), z (m), A (n, n), B (n, m), s; and the index array ids (n)
inline constexpr shape argument_shape[arguments] = {{1, {0, 0}}, {1, {0, 0}}, {1, {1, 0}}, {2, {0, 0}}, {2, {0, 1}}, {0, {0, 0}}};
inline constexpr int most_statements = 10;

struct function {
  int statements = 0;
  int summed = 4;  // the last ones, which make up the result
  statement all[most_statements]{};
  constexpr int first_summed() const { return statements < summed ? 0 : statements - summed; }
  constexpr shape shape_of(int value) const { return value < arguments ? argument_shape[value] : all[value - arguments].result; }
};

constexpr bool same_rows(shape const& v, shape const& m) { return v.rank == 1 && m.rank == 2 && v.extent[0] == m.extent[0]; }
constexpr bool same_columns(shape const& v, shape const& m) { return v.rank == 1 && m.rank == 2 && v.extent[0] == m.extent[1]; }

/// The shape of a statement's result; rank -1 where its operands do not fit.
constexpr shape infer(kind what, shape const& a, shape const& b, shape const& c, int variant) {
  shape const none{-1, {0, 0}}, scalar{};
  auto const vector = [](int e) { return shape{1, {e, 0}}; };
  auto const matrix = [](int e, int f) { return shape{2, {e, f}}; };
  bool const square = a.rank == 2 && a.extent[0] == a.extent[1];
  switch (what) {
    case kind::unary: return a;
    case kind::binary:
      if (a == b || b.rank == 0 || same_columns(b, a)) return a;
      return a.rank == 0 || same_columns(a, b) ? b : none;
    case kind::choose: return a == b && (c == a || c.rank == 0 || same_columns(c, a)) ? a : none;
    case kind::reduce: return a.rank > 0 ? scalar : none;
    case kind::reduce_axis: return a.rank == 2 ? vector(a.extent[1 - variant % 2]) : none;
    case kind::softmax:
    case kind::log_softmax: return a.rank > 0 ? a : none;
    case kind::matmul:
      if (a.rank == 0 || b.rank == 0 || a.extent[a.rank - 1] != b.extent[0]) return none;
      if (a.rank == 2 && b.rank == 2) return matrix(a.extent[0], b.extent[1]);
      return a.rank == 2 ? vector(a.extent[0]) : b.rank == 2 ? vector(b.extent[1]) : scalar;
    case kind::transpose: return a.rank == 2 ? matrix(a.extent[1], a.extent[0]) : none;
    case kind::outer: return a.rank == 1 && b.rank == 1 ? matrix(a.extent[0], b.extent[0]) : none;
    case kind::diagonal: return square ? vector(a.extent[0]) : none;
    case kind::on_diagonal: return a.rank == 1 ? matrix(a.extent[0], a.extent[0]) : none;
    case kind::trace: return square ? scalar : none;
    case kind::quadratic: return same_rows(a, b) && same_columns(c, b) ? scalar : none;
    case kind::dot: return a.rank > 0 && a == b ? scalar : none;
    case kind::slice:
      if (a.rank != 1 || extent_of(a.extent[0]) < 4) return none;
      return vector(variant % 4 == 0 ? 2 : variant % 4 == 3 ? less_one(less_one(a.extent[0])) : less_one(a.extent[0]));
    case kind::gather: return a.rank == 1 && extent_of(a.extent[0]) >= least_gathered ? vector(0) : none;
    case kind::element: return a.rank > 0 && extent_of(a.extent[0]) > 1 && (a.rank == 1 || extent_of(a.extent[1]) > 1) ? scalar : none;
    case kind::neighbours: return a.rank == 1 && a == b && extent_of(a.extent[0]) > 2 ? vector(less_one(a.extent[0])) : none;
    case kind::neighbour_sum: return a.rank == 1 && a == b ? scalar : none;
    case kind::triangle: return a.rank == 1 && b.rank == 1 ? matrix(a.extent[0], b.extent[0]) : none;
    case kind::below_sum:
    case kind::pick: return same_columns(b, a) ? vector(a.extent[0]) : none;
    case kind::own_diagonal: return square ? vector(a.extent[0]) : none;
    case kind::with_column: return same_rows(b, a) ? vector(a.extent[0]) : none;
    case kind::nested: return same_rows(b, a) && square && same_columns(c, a) ? vector(a.extent[0]) : none;
    case kind::row_reduce: return same_columns(b, a) ? vector(a.extent[0]) : none;
    case kind::turned: return same_columns(b, a) ? matrix(a.extent[1], a.extent[0]) : none;
    case kind::guarded_sum: return same_rows(b, a) && b == c ? vector(a.extent[0]) : none;
    case kind::never_taken: return a.rank == 1 && b.rank == 0 ? a : none;
    case kind::gathered_times: return a.rank == 1 && extent_of(a.extent[0]) >= least_gathered && b == vector(0) ? b : none;
    case kind::gathered_rows: return a.rank == 2 && extent_of(a.extent[0]) >= least_gathered ? matrix(0, a.extent[1]) : none;
    case kind::gathered_columns: return a.rank == 2 && extent_of(a.extent[1]) >= least_gathered && a.extent[0] == 0 ? vector(0) : none;
    case kind::bilinear: return same_rows(b, a) && same_columns(c, a) ? scalar : none;
    case kind::same_name: return a.rank == 1 && b.rank == 1 ? scalar : none;
    case kind::crossed: return a.rank == 2 && b.rank == 2 && a.extent[1] == b.extent[1] ? matrix(a.extent[0], b.extent[0]) : none;
    case kind::subdiagonal: return square && extent_of(a.extent[0]) > 1 ? vector(less_one(a.extent[0])) : none;
    case kind::shifted_product: return same_columns(b, a) && extent_of(a.extent[1]) > 1 ? vector(a.extent[0]) : none;
    case kind::band: return same_rows(b, a) && same_columns(c, a) ? a : none;
    case kind::guarded_total: return same_rows(b, a) && c.rank == 0 ? vector(a.extent[0]) : none;
    case kind::masked: return same_rows(b, a) && same_columns(c, a) ? a : none;
    case kind::count: break;
  }
  return none;
}

constexpr function function_of(unsigned seed) {
  function f;
  unsigned next = 0;
  auto const draw = [&](int below) { return static_cast<int>(random_number(seed, next++) % static_cast<unsigned>(below)); };
  f.statements = 3 + draw(most_statements - 3);
  for (int i = 0; i < f.statements; ++i) {
    statement& s = f.all[i];
    int const values = arguments + i;
    auto const operand = [&] { return draw(2) == 0 && i > 0 ? values - 1 - draw(i < 3 ? i : 3) : draw(values); };
    for (int attempt = 0; s.what == kind::count; ++attempt) {
      auto const what = attempt > 200 ? kind::unary : static_cast<kind>(draw(static_cast<int>(kind::count)));
      s.a = operand();
      s.b = draw(4) == 0 ? s.a : operand();
      s.c = draw(4) == 0 ? s.b : operand();
      s.variant = draw(1 << 16);
      s.k = (1 + draw(15)) / 16.0;
      shape const result = infer(what, f.shape_of(s.a), f.shape_of(s.b), f.shape_of(s.c), s.variant);
      if (result.rank < 0) continue;
      s.what = what;
      s.result = result;
    }
  }
  return f;
}

// ---- operations on elements, for symbols and numbers alike

using adze::abs, adze::exp, adze::log, adze::max, adze::min, adze::pow, adze::select, adze::sigmoid, adze::sin, adze::sqrt,
    adze::square, adze::tanh, adze::atan2;
using std::exp, std::log, std::pow, std::sin, std::sqrt, std::tanh, std::atan2;

inline constexpr int unary_variants = 11, binary_variants = 11, reductions = 9;

template <class X>
constexpr auto unary(int variant, X const& x, double k, auto const& done) {
  switch (variant % unary_variants) {
    case 0: return done(sin(x));
    case 1: return done(tanh(1.5 * x));
    case 2: return done(exp(sin(x)));
    case 3: return done(log(1 + x * x));
    case 4: return done(sqrt(k + x * x));
    case 5: return done(x / (1 + x * x));
    case 6: return done(sigmoid(x));
    case 7: return done(square(sin(x)));
    case 8: return done(abs(x));
    case 9: return done(select(x > k, log(x - k) * sqrt(x - k), k * x));
    default: return done(-x + k);
  }
}
template <class X, class Y>
constexpr auto binary(int variant, X const& x, Y const& y, double k, auto const& done) {
  switch (variant % binary_variants) {
    case 0: return done(x + y);
    case 1: return done(0.5 * x * y);
    case 2: return done(x / (1 + y * y));
    case 3: return done(max(x, y));
    case 4: return done(min(x, k * y));
    case 5: return done(select(x < y, x * y, y - k));
    case 6: return done(x - y);
    case 7: return done(select(x > y, sqrt(x - y), k * y));
    case 8: return done(pow(1 + x * x, sin(y)));
    case 9: return done(atan2(x, 1 + y * y));
    default: return done(select(x > k, log(x - k) * y, y * x));
  }
}

// ---- on array symbols

using vector_symbol = adze::array_symbol<adze::detail::erased_shape, 1>;
using matrix_symbol = adze::array_symbol<adze::detail::erased_shape, 2>;

/// A value of the function while it is captured.
struct symbolic {
  int rank = 0;
  adze::term s{};
  vector_symbol v{};
  matrix_symbol m{};
};

/// Any result, its type erased: programs are the same, and types of values would have to be known before the seed.
template <class X>
constexpr symbolic erase(X const& x) {
  symbolic r;
  if constexpr (adze::array_expression<X>) {
    r.rank = X::rank;
    if constexpr (X::rank == 1) r.v = adze::detail::as_array<vector_symbol>(static_cast<adze::detail::array_handle<1> const&>(x));
    else r.m = adze::detail::as_array<matrix_symbol>(static_cast<adze::detail::array_handle<2> const&>(x));
  } else {
    r.s = x;
  }
  return r;
}
constexpr symbolic erase(symbolic const& x) { return x; }
constexpr symbolic with(symbolic const& x, auto const& f) { return x.rank == 0 ? erase(f(x.s)) : x.rank == 1 ? erase(f(x.v)) : erase(f(x.m)); }

template <int Axis, class A>
constexpr symbolic reduction(int variant, A const& x) {
  switch (variant / 2 % reductions) {
    case 0: return erase(0.3 * adze::sum<Axis>(x));
    case 1: return erase(adze::mean<Axis>(x));
    case 2: return erase(adze::prod<Axis>(1 + 0.3 * sin(x)));
    case 3: return erase(adze::max<Axis>(x));
    case 4: return erase(adze::min<Axis>(x));
    case 5: return erase(adze::logsumexp<Axis>(x));
    case 6: return erase(sqrt(0.5 + adze::sum<Axis>(square(x))));
    case 7: return erase(adze::variance<Axis>(x));
    default: return erase(adze::prod<Axis>(sin(x)));
  }
}

/// `f` with one of six comparisons of two indices.
constexpr auto compared(int variant, auto const& a, auto const& b, auto const& f) {
  switch (variant % 6) {
    case 0: return f(a < b);
    case 1: return f(a <= b);
    case 2: return f(a > b);
    case 3: return f(a >= b);
    case 4: return f(a == b);
    default: return f(a != b);
  }
}

template <class Ids>
constexpr symbolic write(statement const& t, symbolic const& a, symbolic const& b, symbolic const& c, Ids const& ids) {
  using namespace adze;
  auto const erased = [](auto const& x) { return erase(x); };
  double const k = t.k;
  constexpr adze::index<"i"> i;
  constexpr adze::index<"j"> j;
  constexpr adze::index<"k"> l;
  switch (t.what) {
    case kind::unary: return with(a, [&](auto const& x) { return unary(t.variant, x, k, erased); });
    case kind::binary:
      if (a.rank == 2 && b.rank == 1) return binary(t.variant, a.m, b.v, k, erased);
      if (a.rank == 1 && b.rank == 2) return binary(t.variant, a.v, b.m, k, erased);
      if (a.rank == 2) return b.rank == 2 ? binary(t.variant, a.m, b.m, k, erased) : binary(t.variant, a.m, b.s, k, erased);
      if (a.rank == 1) return b.rank == 1 ? binary(t.variant, a.v, b.v, k, erased) : binary(t.variant, a.v, b.s, k, erased);
      return b.rank == 2 ? binary(t.variant, a.s, b.m, k, erased) : b.rank == 1 ? binary(t.variant, a.s, b.v, k, erased) : binary(t.variant, a.s, b.s, k, erased);
    case kind::choose:
      if (a.rank == 0) return erase(select(c.s < k, a.s, b.s));
      if (a.rank == 1) return c.rank == 1 ? erase(where(c.v < k, a.v, b.v)) : erase(where(c.s < k, a.v, b.v));
      return c.rank == 2   ? erase(where(c.m < k, a.m, b.m))
             : c.rank == 1 ? erase(where(c.v < k, a.m, b.m))
                           : erase(where(c.s < k, a.m, b.m));
    case kind::reduce: return a.rank == 1 ? reduction<-1>(t.variant, a.v) : reduction<-1>(t.variant, a.m);
    case kind::reduce_axis: return t.variant % 2 == 0 ? reduction<0>(t.variant, a.m) : reduction<1>(t.variant, a.m);
    case kind::softmax: return a.rank == 1 ? erase(softmax(a.v)) : t.variant % 2 == 0 ? erase(softmax<0>(a.m)) : erase(softmax<1>(a.m));
    case kind::log_softmax:
      return a.rank == 1 ? erase(log_softmax(a.v)) : t.variant % 2 == 0 ? erase(log_softmax<0>(a.m)) : erase(log_softmax<1>(a.m));
    case kind::matmul:
      if (a.rank == 2) return b.rank == 2 ? erase(0.4 * matmul(a.m, b.m)) : erase(0.4 * matmul(a.m, b.v));
      return b.rank == 2 ? erase(0.4 * matmul(a.v, b.m)) : erase(0.4 * matmul(a.v, b.v));
    case kind::transpose: return erase(transpose(a.m));
    case kind::outer: return erase(outer(a.v, b.v));
    case kind::diagonal: return erase(diag(a.m));
    case kind::on_diagonal: return erase(diag(a.v));
    case kind::trace: return erase(trace(a.m));
    case kind::quadratic: return erase(0.3 * quadratic_form(a.v, b.m, c.v));
    case kind::dot: return a.rank == 1 ? erase(0.4 * dot(a.v, b.v)) : erase(0.3 * dot(a.m, b.m));
    case kind::slice:
      switch (t.variant % 4) {
        case 0: return erase(slice<1, 3>(a.v));
        case 1: return erase(slice<1, 0>(a.v));
        case 2: return erase(slice<0, -1>(a.v));
        default: return erase(slice<1, -1>(a.v));
      }
    case kind::gather: return erase(gather(a.v, ids));
    case kind::element: return a.rank == 1 ? erase(a.v(1)) : erase(a.m(1, 0));
    case kind::neighbours: return erase(vector(i, a.v(i + 1) * b.v(i)));
    case kind::neighbour_sum: return t.variant % 2 == 0 ? erase(sum(i, a.v(i - 1) * b.v(i + 1))) : erase(sum(i, sin(a.v(i + 1)) - b.v(i)));
    case kind::triangle: return compared(t.variant, j, i, [&](auto const& p) { return erase(matrix(i, j, select(p, a.v(i), k * b.v(j)))); });
    case kind::below_sum: return compared(t.variant, j, i, [&](auto const& p) { return erase(vector(i, sum(p, a.m(i, j) * b.v(j)))); });
    case kind::pick: return erase(vector(i, sum(j, select(i == j, a.m(i, j), b.v(j)))));
    case kind::own_diagonal: return erase(vector(i, a.m(i, i)));
    case kind::with_column: return erase(vector(i, a.m(i, 0) * b.v(i)));
    case kind::nested: return erase(vector(i, b.v(i) * sum(j, a.m(i, j) * sum(l, 0.2 * a.m(j, l) * c.v(l)))));
    case kind::row_reduce:
      if (t.variant % 3 == 0) return erase(vector(i, prod(j, 1 + 0.3 * sin(a.m(i, j)) * b.v(j))));
      return t.variant % 3 == 1 ? erase(vector(i, max(j, a.m(i, j) + b.v(j)))) : erase(vector(i, min(j, a.m(i, j) * b.v(j))));
    case kind::turned: return erase(matrix(i, j, b.v(i) * a.m(j, i)));
    case kind::guarded_sum: return erase(vector(i, select(b.v(i) > k, sum(j, 0.3 * log(b.v(i) - k) * a.m(i, j)), c.v(i))));
    case kind::never_taken: return erase(vector(i, select(a.v(i) > 1000, sqrt(b.s - 50) * a.v(i) + log(b.s - 50), k * a.v(i))));
    case kind::gathered_times: return erase(vector(i, a.v(ids(i)) * b.v(i)));
    case kind::gathered_rows: return erase(matrix(i, j, a.m(ids(i), j)));
    case kind::gathered_columns: return erase(vector(i, a.m(i, ids(i))));
    case kind::bilinear: return erase(sum(i, j, 0.2 * a.m(i, j) * b.v(i) * c.v(j)));
    case kind::same_name: return erase(sum(i, 0.2 * a.v(i) * sum(i, b.v(i))));
    case kind::crossed: return erase(matrix(i, j, sum(l, 0.4 * a.m(i, l) * b.m(j, l))));
    case kind::subdiagonal: return erase(vector(i, a.m(i + 1, i)));
    case kind::shifted_product: return erase(vector(i, sum(j, a.m(i, j + 1) * b.v(j))));
    case kind::band: return compared(t.variant, i + 1, j, [&](auto const& p) { return erase(matrix(i, j, select(p, b.v(i) * c.v(j), a.m(i, j)))); });
    case kind::guarded_total: return erase(vector(i, select(c.s > k, b.v(i) * sum(j, 0.3 * log(c.s - k) * a.m(i, j)), k * b.v(i) * c.s)));
    case kind::masked: {
      auto const mask = b.v < k;
      auto const other = c.v > k;
      return erase(matrix(i, j, select(mask(i) || !other(j), a.m(i, j), b.v(i) * c.v(j))));
    }
    case kind::count: break;
  }
  return a;
}

template <class Ids>
constexpr adze::term written(function const& f, symbolic const* given, Ids const& ids) {
  symbolic values[arguments + most_statements];
  for (int v = 0; v < arguments; ++v) values[v] = given[v];
  for (int v = 0; v < f.statements; ++v) {
    statement const& t = f.all[v];
    values[arguments + v] = write(t, values[t.a], values[t.b], values[t.c], ids);
  }
  adze::term total = 0;
  for (int v = f.first_summed(); v < f.statements; ++v) {
    symbolic const& x = values[arguments + v];
    total = total + (x.rank == 0 ? adze::term(sin(x.s)) : x.rank == 1 ? adze::term(adze::sum(sin(x.v))) : adze::term(adze::sum(tanh(x.m))));
  }
  return total;
}

/// The function of a seed: fuzzed<Seed>{}(x, y, z, A, B, s, ids).
template <unsigned Seed>
struct fuzzed {
  template <class X, class Y, class Z, class A, class B, class S, class Ids>
  constexpr auto operator()(X const& x, Y const& y, Z const& z, A const& a, B const& b, S const& s, Ids const& ids) const {
    symbolic const given[arguments] = {erase(x), erase(y), erase(z), erase(a), erase(b), erase(s)};
    return written(function_of(Seed), given, ids);
  }
};

// ---- with plain loops

using real = long double;

/// An array of numbers of up to two dimensions.
struct plain {
  int rank = 0, rows = 1, columns = 1;
  std::vector<real> data = std::vector<real>(1, 0);
  plain() = default;
  explicit plain(shape const& s)
      : rank(s.rank), rows(s.rank > 0 ? extent_of(s.extent[0]) : 1), columns(s.rank > 1 ? extent_of(s.extent[1]) : 1),
        data(static_cast<std::size_t>(rows * columns)) {}
  real& operator()(int r, int c = 0) { return data[static_cast<std::size_t>(r * columns + c)]; }
  real const& operator()(int r, int c = 0) const { return data[static_cast<std::size_t>(r * columns + c)]; }
  /// Its element where a matrix has (r, c): vectors stand for each of their rows.
  real const& broadcast(int r, int c, int of_rank) const { return rank == 0 ? data[0] : rank < of_rank ? (*this)(c) : (*this)(r, c); }
};

inline real fold(int variant, std::vector<real> const& x) {
  real sum = 0, square_sum = 0, product = 1, near_one = 1, largest = -INFINITY, least = INFINITY, exponentials = 0, spread = 0;
  for (real e : x) {
    sum += e, square_sum += e * e, product *= sin(e), near_one *= 1 + 0.3 * sin(e);
    largest = std::max(largest, e), least = std::min(least, e), exponentials += exp(e);
  }
  auto const n = static_cast<real>(x.size());
  for (real e : x) spread += (e - sum / n) * (e - sum / n);
  real const all[reductions] = {0.3 * sum, sum / n, near_one, largest, least, log(exponentials), sqrt(0.5 + square_sum), spread / n, product};
  return all[variant / 2 % reductions];
}

inline plain calculate(statement const& t, plain const& a, plain const& b, plain const& c, std::vector<int> const& ids) {
  plain r(t.result);
  auto const number = [](auto x) { return static_cast<real>(x); };
  double const k = t.k;
  auto const each = [&](auto const& f) {
    for (int p = 0; p < r.rows; ++p) {
      for (int q = 0; q < r.columns; ++q) r(p, q) = static_cast<real>(f(p, q));
    }
  };
  auto const total = [](int n, auto const& f) {
    real s = 0;
    for (int p = 0; p < n; ++p) s += static_cast<real>(f(p));
    return s;
  };
  auto const line = [&](int axis, int at) {
    std::vector<real> x;
    for (int p = 0; p < (axis == 0 ? a.rows : a.columns); ++p) x.push_back(axis == 0 ? a(p, at) : a(at, p));
    return x;
  };
  auto const holds = [&](int p, int q) { return compared(t.variant, p, q, [](bool h) { return h; }); };
  auto const at = [&](int p) { return ids[static_cast<std::size_t>(p)]; };
  auto const exponentials = [](std::vector<real> const& x) {
    real s = 0;
    for (real e : x) s += exp(e);
    return s;
  };
  auto const own_line = [&](int p, int q) {  // along which softmax works
    return a.rank == 1 || t.variant % 2 == 0 ? line(0, a.rank == 1 ? 0 : q) : line(1, p);
  };
  switch (t.what) {
    case kind::unary: each([&](int p, int q) { return unary(t.variant, a(p, q), k, number); }); break;
    case kind::binary:
      each([&](int p, int q) { return binary(t.variant, a.broadcast(p, q, r.rank), b.broadcast(p, q, r.rank), k, number); });
      break;
    case kind::choose: each([&](int p, int q) { return c.broadcast(p, q, r.rank) < k ? a(p, q) : b(p, q); }); break;
    case kind::reduce: r(0) = fold(t.variant, a.data); break;
    case kind::reduce_axis: each([&](int p, int) { return fold(t.variant, line(t.variant % 2, p)); }); break;
    case kind::softmax: each([&](int p, int q) { return exp(a(p, q)) / exponentials(own_line(p, q)); }); break;
    case kind::log_softmax: each([&](int p, int q) { return a(p, q) - log(exponentials(own_line(p, q))); }); break;
    case kind::matmul:
      each([&](int p, int q) {
        int const row = a.rank == 2 ? p : -1, column = a.rank == 2 ? q : p;
        return 0.4 * total(b.rows, [&](int l) { return (row < 0 ? a(l) : a(row, l)) * (b.rank == 2 ? b(l, column) : b(l)); });
      });
      break;
    case kind::transpose: each([&](int p, int q) { return a(q, p); }); break;
    case kind::outer: each([&](int p, int q) { return a(p) * b(q); }); break;
    case kind::diagonal:
    case kind::own_diagonal: each([&](int p, int) { return a(p, p); }); break;
    case kind::on_diagonal: each([&](int p, int q) { return p == q ? a(p) : 0; }); break;
    case kind::trace: r(0) = total(a.rows, [&](int p) { return a(p, p); }); break;
    case kind::quadratic: r(0) = 0.3 * total(b.rows, [&](int p) { return total(b.columns, [&](int q) { return a(p) * b(p, q) * c(q); }); }); break;
    case kind::dot:
      for (std::size_t p = 0; p < a.data.size(); ++p) r(0) += (a.rank == 1 ? 0.4 : 0.3) * a.data[p] * b.data[p];
      break;
    case kind::slice: each([&](int p, int) { return a(t.variant % 4 == 2 ? p : p + 1); }); break;
    case kind::gather: each([&](int p, int) { return a(at(p)); }); break;
    case kind::element: r(0) = a.rank == 1 ? a(1) : a(1, 0); break;
    case kind::neighbours: each([&](int p, int) { return a(p + 1) * b(p); }); break;
    case kind::neighbour_sum:
      if (t.variant % 2 == 0) r(0) = a.rows < 3 ? 0 : total(a.rows - 2, [&](int p) { return a(p) * b(p + 2); });
      else r(0) = total(a.rows - 1, [&](int p) { return sin(a(p + 1)) - b(p); });
      break;
    case kind::triangle: each([&](int p, int q) { return holds(q, p) ? a(p) : k * b(q); }); break;
    case kind::below_sum: each([&](int p, int) { return total(a.columns, [&](int q) { return holds(q, p) ? a(p, q) * b(q) : 0; }); }); break;
    case kind::pick: each([&](int p, int) { return total(a.columns, [&](int q) { return p == q ? a(p, q) : b(q); }); }); break;
    case kind::with_column: each([&](int p, int) { return a(p, 0) * b(p); }); break;
    case kind::nested:
      each([&](int p, int) {
        return b(p) * total(a.columns, [&](int q) { return a(p, q) * total(a.columns, [&](int l) { return 0.2 * a(q, l) * c(l); }); });
      });
      break;
    case kind::row_reduce:
      each([&](int p, int) {
        real product = 1, largest = -INFINITY, least = INFINITY;
        for (int q = 0; q < a.columns; ++q) {
          product *= 1 + 0.3 * sin(a(p, q)) * b(q);
          largest = std::max(largest, a(p, q) + b(q));
          least = std::min(least, a(p, q) * b(q));
        }
        return t.variant % 3 == 0 ? product : t.variant % 3 == 1 ? largest : least;
      });
      break;
    case kind::turned: each([&](int p, int q) { return b(p) * a(q, p); }); break;
    case kind::guarded_sum:
      each([&](int p, int) { return b(p) > k ? total(a.columns, [&](int q) { return 0.3 * log(b(p) - k) * a(p, q); }) : c(p); });
      break;
    case kind::never_taken: each([&](int p, int) { return k * a(p); }); break;
    case kind::gathered_times: each([&](int p, int) { return a(at(p)) * b(p); }); break;
    case kind::gathered_rows: each([&](int p, int q) { return a(at(p), q); }); break;
    case kind::gathered_columns: each([&](int p, int) { return a(p, at(p)); }); break;
    case kind::bilinear: r(0) = total(a.rows, [&](int p) { return total(a.columns, [&](int q) { return 0.2 * a(p, q) * b(p) * c(q); }); }); break;
    case kind::same_name: r(0) = 0.2 * total(a.rows, [&](int p) { return a(p); }) * total(b.rows, [&](int p) { return b(p); }); break;
    case kind::crossed: each([&](int p, int q) { return total(a.columns, [&](int l) { return 0.4 * a(p, l) * b(q, l); }); }); break;
    case kind::subdiagonal: each([&](int p, int) { return a(p + 1, p); }); break;
    case kind::shifted_product: each([&](int p, int) { return total(a.columns - 1, [&](int q) { return a(p, q + 1) * b(q); }); }); break;
    case kind::band: each([&](int p, int q) { return holds(p + 1, q) ? b(p) * c(q) : a(p, q); }); break;
    case kind::guarded_total:
      each([&](int p, int) {
        real const s = c(0);
        return s > k ? b(p) * total(a.columns, [&](int q) { return 0.3 * log(s - k) * a(p, q); }) : k * b(p) * s;
      });
      break;
    case kind::masked: each([&](int p, int q) { return b(p) < k || !(c(q) > k) ? a(p, q) : b(p) * c(q); }); break;
    case kind::count: break;
  }
  return r;
}

/// The arguments of all functions.
struct point {
  plain given[arguments];
  std::vector<int> ids;
};
inline point point_of(unsigned seed) {
  point p;
  unsigned next = 0;
  for (int v = 0; v < arguments; ++v) {
    p.given[v] = plain(argument_shape[v]);
    for (real& x : p.given[v].data) x = static_cast<real>(random_number(seed + 99, next++) % 4096) / 1024.0L - 1.9990234375L;
  }
  for (int e = 0; e < extent_of(0); ++e) p.ids.push_back(static_cast<int>(random_number(seed + 99, next++) % least_gathered));
  return p;
}

inline real plainly(function const& f, point const& at) {
  plain values[arguments + most_statements];
  for (int v = 0; v < arguments; ++v) values[v] = at.given[v];
  for (int v = 0; v < f.statements; ++v) {
    statement const& t = f.all[v];
    values[arguments + v] = calculate(t, values[t.a], values[t.b], values[t.c], at.ids);
  }
  real total = 0;
  for (int v = f.first_summed(); v < f.statements; ++v) {
    plain const& x = values[arguments + v];
    for (real e : x.data) total += x.rank < 2 ? sin(e) : tanh(e);
  }
  return total;
}

/// A function as text, to find out what a seed does.
inline std::string text_of(function const& f) {
  static char const* const names[] = {"unary", "binary", "choose", "reduce", "reduce_axis", "softmax", "log_softmax", "matmul",
      "transpose", "outer", "diagonal", "on_diagonal", "trace", "quadratic", "dot", "slice", "gather", "element", "neighbours",
      "neighbour_sum", "triangle", "below_sum", "pick", "own_diagonal", "with_column", "nested", "row_reduce", "turned",
      "guarded_sum", "never_taken", "gathered_times", "gathered_rows", "gathered_columns", "bilinear", "same_name", "crossed",
      "subdiagonal", "shifted_product", "band", "guarded_total", "masked"};
  auto const name = [](int v) { return v < arguments ? std::string(1, "xyzABs"[v]) : "t" + std::to_string(v - arguments); };
  std::string text;
  for (int v = 0; v < f.statements; ++v) {
    statement const& t = f.all[v];
    text += "  t" + std::to_string(v) + " = " + names[static_cast<int>(t.what)] + " " + std::to_string(t.variant) + " (" + name(t.a) + ", " +
            name(t.b) + ", " + name(t.c) + ") k " + std::to_string(t.k) + ", rank " + std::to_string(t.result.rank) + "\n";
  }
  return text;
}

}  // namespace adze_test::arrays
