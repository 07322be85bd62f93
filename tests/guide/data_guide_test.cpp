// SPDX-License-Identifier: BSL-1.0
// The code of docs/guide.md about models of data, between the lines `// [name]` and `// [/name]`, and what it computes.

#include <support/catch.hpp>

#include <adze/arrays.hpp>

#include <boost/hana/define_struct.hpp>

#include <array>
#include <cmath>
#include <iterator>
#include <span>
#include <tuple>
#include <vector>

namespace {

auto near(double x) { return Approx(x).epsilon(1e-9).margin(1e-12); }

/// Observation i in a row: a few curves of no particular meaning.
adze::tensor<double, 2> some_rows(std::ptrdiff_t rows, std::ptrdiff_t columns) {
  adze::tensor<double, 2> x({rows, columns});
  for (std::ptrdiff_t i = 0; i < rows; ++i) {
    for (std::ptrdiff_t k = 0; k < columns; ++k) x(i, k) = std::sin(0.7 * static_cast<double>(i * (k + 1)) + static_cast<double>(k));
  }
  return x;
}

}  // namespace

namespace regression {
// [regression on data]
struct line {
  BOOST_HANA_DEFINE_STRUCT(line, (std::vector<double>, slopes), (double, offset));
};

// X has a row for each observation; weights are large where an observation is certain.
constexpr auto loss = [](auto const& model, auto X, auto y, auto weights) {
  auto predicted = matmul(X, adze::get<"slopes">(model)) + adze::get<"offset">(model);
  return sum(weights * square(y - predicted)) / sum(weights);
};

/// Gradient descent: the gradient is a `line` as well.
line fit(line model, adze::row_view<double const, 2> X, std::span<double const> y, std::span<double const> weights, int steps) {
  for (int step = 0; step < steps; ++step) {
    line const slope = adze::gradient<adze::wrt<0>>(loss, model, X, y, weights);
    for (std::size_t k = 0; k < model.slopes.size(); ++k) model.slopes[k] -= 0.5 * slope.slopes[k];
    model.offset -= 0.5 * slope.offset;
  }
  return model;
}
// [/regression on data]
}  // namespace regression

TEST_CASE("guide: regression on data") {
  auto const X = some_rows(40, 3);
  std::vector<double> const weights(40, 2.0);
  std::vector<double> y(40);
  for (std::ptrdiff_t i = 0; i < 40; ++i) y[static_cast<std::size_t>(i)] = 2 * X(i, 0) - X(i, 1) + 0.5 * X(i, 2) + 3;
  auto const model = regression::fit({{0, 0, 0}, 0}, X.as_view(), y, weights, 200);
  CHECK(model.slopes[0] == near(2));
  CHECK(model.slopes[2] == near(0.5));
  CHECK(model.offset == near(3));
}

namespace likelihoods {
// [likelihoods]
constexpr adze::index<"i"> i;  // observations
constexpr adze::index<"k"> k;  // components
constexpr adze::index<"d"> d;  // dimensions

// Logistic regression: the log-likelihood of labels 0 and 1, whose log-odds are X w.
constexpr auto logistic = [](auto w, auto X, auto labels) {
  auto odds = matmul(X, w);
  return sum(labels * odds - softplus(odds));
};

// A mixture of Gaussians with spreads exp(log_spread(k, d)), up to a constant: x (observations, dimensions).
constexpr auto mixture = [](auto log_weight, auto mean, auto log_spread, auto x) {
  auto log_densities = matrix(i, k, log_weight(k) - sum(d, log_spread(k, d) + square((x(i, d) - mean(k, d)) * exp(-log_spread(k, d))) / 2));
  return sum(logsumexp<1>(log_densities)) - extent<0>(x) * logsumexp(log_weight);
};

using vector = std::vector<double>;
using matrix = adze::tensor<double, 2>;

/// Labels may be integers: they are data.
vector by_weights(vector const& w, matrix const& X, std::vector<int> const& labels) {
  return adze::gradient<adze::wrt<0>>(logistic, w, X, labels);
}

/// One step uphill in all parameters at once.
double climb(vector& log_weight, matrix& mean, matrix& log_spread, matrix const& x, double step) {
  auto const [value, gradient] = adze::value_and_gradient<adze::wrt<0, 1, 2>>(mixture, log_weight, mean, log_spread, x);
  auto const add = [step](auto& parameters, auto const& slope) {
    for (std::ptrdiff_t e = 0; e < std::ssize(slope); ++e) parameters.data()[e] += step * slope.data()[e];
  };
  add(log_weight, std::get<0>(gradient));
  add(mean, std::get<1>(gradient));
  add(log_spread, std::get<2>(gradient));
  return value;
}
// [/likelihoods]
}  // namespace likelihoods

TEST_CASE("guide: likelihoods") {
  using namespace likelihoods;
  auto const X = some_rows(20, 2);
  std::vector<int> labels(20);
  for (std::size_t e = 0; e < 20; ++e) labels[e] = e % 3 == 0 ? 1 : 0;
  auto const g = by_weights({0.4, -0.3}, X, labels);
  double expected = 0;
  for (std::ptrdiff_t e = 0; e < 20; ++e) {
    double const odds = 0.4 * X(e, 0) - 0.3 * X(e, 1);
    expected += X(e, 1) * (labels[static_cast<std::size_t>(e)] - 1 / (1 + std::exp(-odds)));
  }
  CHECK(g[1] == near(expected));

  vector log_weight{0.1, -0.2, 0.3};
  likelihoods::matrix mean = some_rows(3, 2), log_spread({3, 2}, -0.1);
  double reference = 0, total = 0;
  for (double w : log_weight) total += std::exp(w);
  for (std::ptrdiff_t n = 0; n < 20; ++n) {
    double density = 0;
    for (std::ptrdiff_t c = 0; c < 3; ++c) {
      double exponent = log_weight[static_cast<std::size_t>(c)];
      for (std::ptrdiff_t e = 0; e < 2; ++e) exponent -= -0.1 + std::pow((X(n, e) - mean(c, e)) * std::exp(0.1), 2) / 2;
      density += std::exp(exponent);
    }
    reference += std::log(density / total);
  }
  double const first = climb(log_weight, mean, log_spread, X, 1e-3);
  CHECK(first == near(reference));
  CHECK(climb(log_weight, mean, log_spread, X, 0) > first);
  CHECK(adze::check_gradient<adze::wrt<0, 1, 2>>(mixture, log_weight, mean, log_spread, X).passed);
}

namespace recurrences {
// [recurrences]
constexpr adze::index<"t"> t;
constexpr adze::index<"j"> j;

// GARCH(1, 1): the variance of a return follows from the one before it. States stand in a tuple, the body takes them
// one by one; zeros of the right kind start a sum.
constexpr auto garch = [](auto omega, auto alpha, auto beta, auto returns) {
  auto start = std::tuple(omega / (1 - alpha - beta), adze::like(omega, 0));
  auto [variance, log_likelihood] = fold(t, start, [=](auto v, auto sum) {
    auto surprise = square(returns(t));
    return std::tuple(omega + alpha * surprise + beta * v, sum - (log(v) + surprise / v) / 2);
  });
  return log_likelihood;
};

// A recurrent network: its state is a vector, its input at time t row t of x.
constexpr auto network = [](auto W, auto U, auto start, auto x, auto wanted) {
  auto last = fold(t, start, [=](auto h) { return tanh(matmul(W, h) + matmul(U, vector(j, x(t, j)))); });
  return squared_norm(last - wanted);
};

// An autoregression of order 1, all its states: element s is the one after step s.
constexpr auto path = [](auto a, auto start, auto noise) {
  return scan(t, start, [=](auto y) { return a * y + noise(t); });
};

std::array<double, 3> by_parameters(double omega, double alpha, double beta, std::vector<double> const& returns) {
  return adze::gradient<adze::wrt<0, 1, 2>>(garch, omega, alpha, beta, returns);
}
// [/recurrences]
}  // namespace recurrences

TEST_CASE("guide: recurrences") {
  using namespace recurrences;
  std::vector<double> const returns{0.3, -0.5, 0.1, 0.9, -0.2};
  double v = 0.1 / (1 - 0.2 - 0.5), log_likelihood = 0;
  for (double r : returns) {
    log_likelihood -= (std::log(v) + r * r / v) / 2;
    v = 0.1 + 0.2 * r * r + 0.5 * v;
  }
  CHECK(adze::value(garch, 0.1, 0.2, 0.5, returns) == near(log_likelihood));
  CHECK(adze::check_gradient<adze::wrt<0, 1, 2>>(garch, 0.1, 0.2, 0.5, returns).passed);
  CHECK(by_parameters(0.1, 0.2, 0.5, returns)[1] != 0);
  auto const W = some_rows(3, 3), U = some_rows(3, 2), x = some_rows(6, 2);
  CHECK(adze::check_gradient(network, W, U, std::vector<double>{0.1, 0.2, 0.3}, x, std::vector<double>{1, 0, -1}).passed);
  CHECK(adze::value(path, 0.5, 2.0, std::vector<double>{1, 0, 3}) == std::vector<double>{2, 1, 3.5});
}

namespace dynamics {
// [differential equations]
constexpr adze::index<"t"> t;

// Hares and lynxes (Lotka and Volterra), with a step of Runge and Kutta's method of order 4.
constexpr auto slope = [](auto hares, auto lynxes, auto birth, auto death) {
  return std::tuple(birth * hares - hares * lynxes, hares * lynxes - death * lynxes);
};
constexpr auto step = [](auto x, auto y, auto h, auto birth, auto death) {
  auto [x1, y1] = slope(x, y, birth, death);
  auto [x2, y2] = slope(x + h / 2 * x1, y + h / 2 * y1, birth, death);
  auto [x3, y3] = slope(x + h / 2 * x2, y + h / 2 * y2, birth, death);
  auto [x4, y4] = slope(x + h * x3, y + h * y3, birth, death);
  return std::tuple(x + h / 6 * (x1 + 2 * x2 + 2 * x3 + x4), y + h / 6 * (y1 + 2 * y2 + 2 * y3 + y4));
};

// What the model says about the hares at times 1, 2, ..., less what was counted there. It starts from what is known at
// time 0; from one time to the next it takes one step.
constexpr auto residuals = [](auto birth, auto death, auto lynxes, auto time, auto counted) {
  auto [hares, others] = scan(t, std::tuple(adze::like(birth, 0) + counted(0), lynxes), [=](auto x, auto y) {
    return step(x, y, time(t + 1) - time(t), birth, death);
  });
  return vector(t, hares(t) - counted(t + 1));
};

/// One step of Gauss and Newton's method for birth and death: a column of the Jacobian is a product with a unit vector.
std::array<double, 2> improved(double birth, double death, double lynxes, std::vector<double> const& time, std::vector<double> const& counted) {
  auto const point = adze::at(birth, death, lynxes, time, counted);
  auto const [r, u] = adze::jvp<adze::wrt<0, 1>>(residuals, point, adze::along(1.0, 0.0));
  auto const [same, v] = adze::jvp<adze::wrt<0, 1>>(residuals, point, adze::along(0.0, 1.0));
  double uu = 0, uv = 0, vv = 0, ur = 0, vr = 0;
  for (std::size_t s = 0; s < r.size(); ++s) {
    uu += u[s] * u[s], uv += u[s] * v[s], vv += v[s] * v[s], ur += u[s] * r[s], vr += v[s] * r[s];
  }
  double const determinant = uu * vv - uv * uv;
  return {birth - (vv * ur - uv * vr) / determinant, death - (uu * vr - uv * ur) / determinant};
}
// [/differential equations]
}  // namespace dynamics

TEST_CASE("guide: differential equations") {
  using namespace dynamics;
  std::vector<double> time, hares;
  double x = 1.2, y = 0.8;
  for (int s = 0; s < 60; ++s) {
    time.push_back(0.1 * s + 0.01 * (s % 2));
    hares.push_back(x);
    auto const next = step(x, y, 0.1 * (s + 1) + 0.01 * ((s + 1) % 2) - time.back(), 1.1, 0.7);
    x = std::get<0>(next), y = std::get<1>(next);
  }
  std::array<double, 2> found{1.0, 1.0};
  for (int iteration = 0; iteration < 8; ++iteration) found = improved(found[0], found[1], 0.8, time, hares);
  CHECK(found[0] == near(1.1));
  CHECK(found[1] == near(0.7));
}
