// SPDX-License-Identifier: BSL-1.0
#pragma once
// Reverse mode on a graph built at run time, as textbooks and micrograd do it: every number is a shared node
// that knows its operands, a depth-first search orders the nodes, the chain rule walks the order backwards.

#include "contenders/plain.hpp"
#include "contenders/recorded.hpp"

#include <memory>
#include <vector>

namespace bench {

class graph_variable : public recorded<graph_variable> {
  struct node;
  using handle = std::shared_ptr<node>;

  struct edge {
    handle operand;
    double partial = 0.0;
  };

  struct node {
    double value = 0.0;
    std::array<edge, 2> edges;
    double adjoint = 0.0;
    bool visited = false;
  };

 public:
  graph_variable() = default;
  explicit graph_variable(double value) : node_(std::make_shared<node>(node{value, {}})) {}

  double value() const { return node_->value; }
  double adjoint() const { return node_->adjoint; }

  static graph_variable record(double value, const graph_variable& x, double dx) {
    return graph_variable(node{value, {edge{x.node_, dx}, edge{}}});
  }
  static graph_variable record(double value, const graph_variable& x, double dx, const graph_variable& y, double dy) {
    return graph_variable(node{value, {edge{x.node_, dx}, edge{y.node_, dy}}});
  }

  // Adds d(this)/d(v) to the adjoint of every node v this one depends on.
  void backward() const {
    std::vector<node*> order;
    sort(*node_, order);
    node_->adjoint = 1.0;
    for (auto next = order.rbegin(); next != order.rend(); ++next) {
      for (const edge& e : (*next)->edges) {
        if (e.operand) {
          e.operand->adjoint += e.partial * (*next)->adjoint;
        }
      }
    }
  }

 private:
  explicit graph_variable(node&& n) : node_(std::make_shared<node>(std::move(n))) {}

  // Appends n after everything it depends on.
  static void sort(node& n, std::vector<node*>& order) {
    if (std::exchange(n.visited, true)) {
      return;
    }
    for (const edge& e : n.edges) {
      if (e.operand) {
        sort(*e.operand, order);
      }
    }
    order.push_back(&n);
  }

  handle node_;
};

struct graph {
  static constexpr auto name = "graph";
  static constexpr double tolerance = rounding;

  template <problem P> static double run(const double* in, double* gradient) {
    const auto x = load<graph_variable, P>(in);
    const graph_variable y = evaluate<P>(x, in + P::variables);
    y.backward();
    store<P::variables>(gradient, [&](auto i) { return x[i].adjoint(); });
    return y.value();
  }
};

}  // namespace bench
