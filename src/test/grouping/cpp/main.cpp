// Runs into each of its faults once, with what VARIANT makes of lines, values and depths; writes one a line.
#include <cstdlib>
#include <cxxabi.h>
#include <execinfo.h>
#include <functional>
#include <iostream>
#include <memory>
#include <random>
#include <string>
#include <vector>

#define KEPT __attribute__((noinline))

// SHIFT
static std::mt19937 chance;
static std::string at_the_throw;

static int order() { return 1 + static_cast<int>(chance() % 99999); }

struct Failed {
  std::string words;
};
struct Refused : Failed {};
template <typename T> struct Wrong : Failed {};

template <typename E> [[noreturn]] KEPT void fail(std::string words) {
  void *stack[200];
  int depth = backtrace(stack, 200);
  at_the_throw.clear();
  for (int i = 1; i < depth; i++) {
    char address[32];
    snprintf(address, sizeof address, "%s\"%p\"", i > 1 ? "," : "", stack[i]);
    // What the C library calls before main has no name here.
    if (reinterpret_cast<unsigned long>(stack[i]) < 0x10000000) at_the_throw += address;
  }
  throw E{{std::move(words)}};
}

static void captured(const char *fault, const std::function<void()> &work) {
  auto write = [&](const std::type_info &type, const std::string &words) {
    int status;
    char *name = abi::__cxa_demangle(type.name(), nullptr, nullptr, &status);
    std::cout << "{\"fault\":\"" << fault << "\",\"type\":\"" << name << "\",\"value\":\"" << words << "\",\"stack\":["
              << at_the_throw << "]}\n";
    free(name);
  };
  try {
    work();
  } catch (const Refused &error) {
    write(typeid(error), error.words);
  } catch (const Wrong<int> &error) {
    write(typeid(error), error.words);
  } catch (const Wrong<std::string> &error) {
    write(typeid(error), error.words);
  } catch (const Failed &error) {
    write(typeid(error), error.words);
  }
}

namespace shop {
namespace {
KEPT void hidden(int order) { fail<Failed>("order " + std::to_string(order) + " is hidden"); }
KEPT void veiled(int order) { fail<Failed>("order " + std::to_string(order) + " is veiled"); }
} // namespace

// SHIFT
KEPT void charge(int order) { fail<Failed>("cannot charge order " + std::to_string(order)); }
KEPT void refund(int order) { fail<Failed>("cannot refund order " + std::to_string(order)); }
KEPT void refused(int order) { fail<Refused>("order " + std::to_string(order) + " is refused"); }

struct Till {
  virtual ~Till() = default;
  virtual void open(int order) const = 0;
};
struct Drawer : Till {
  KEPT void open(int order) const override { fail<Failed>("drawer does not open for order " + std::to_string(order)); }
};
struct Safe : Till {
  KEPT void open(int order) const override { fail<Failed>("safe does not open for order " + std::to_string(order)); }
  KEPT Safe &operator+=(int order) { fail<Failed>("safe has no room for order " + std::to_string(order)); }
};

template <typename T> KEPT void weigh(T) { fail<Wrong<T>>("no weight"); }

KEPT void each(const std::vector<int> &orders, const std::function<void(int)> &work) {
  for (int order : orders) work(order);
}
KEPT void charge_each(const std::vector<int> &orders) {
  each(orders, [](int order) { fail<Failed>("order " + std::to_string(order) + " is not to be charged"); });
}
// SHIFT
KEPT void refund_each(const std::vector<int> &orders) {
  each(orders, [](int order) {
    each({order}, [=](int again) { fail<Failed>("order " + std::to_string(again) + " is not to be refunded"); });
  });
}
} // namespace shop

// In circles each function ends anywhere. Each says where it is: GCC would make one function of several that do the same.
static volatile char at;
KEPT static int bottom() { fail<Failed>("there is no more"); }
KEPT static int walk(int depth) { return at = 'w', depth ? walk(depth - 1) + 1 : bottom(); }
static int pong(int depth);
KEPT static int ping(int depth) { return at = 'i', depth ? pong(depth - 1) + 1 : bottom(); }
KEPT static int pong(int depth) { return at = 'o', depth ? ping(depth - 1) + 1 : bottom(); }
static int branch(int depth);
static int leaf(int depth);
KEPT static int trunk(int depth) { return at = 't', depth ? branch(depth - 1) + 1 : bottom(); }
KEPT static int branch(int depth) { return at = 'b', depth ? leaf(depth - 1) + 1 : bottom(); }
KEPT static int leaf(int depth) { return at = 'l', depth ? trunk(depth - 1) + 1 : bottom(); }

int main() {
  int variant = std::atoi(std::getenv("VARIANT"));
  chance.seed(variant);
  captured("charge", [] { shop::charge(order()); });
  captured("refund", [] { shop::refund(order()); });
  captured("refused", [] { shop::refused(order()); });
  captured("drawer", [] { std::make_unique<shop::Drawer>()->open(order()); });
  captured("safe", [] { std::make_unique<shop::Safe>()->open(order()); });
  captured("operator", [] { shop::Safe() += order(); });
  // SHIFT
  captured("weight of a number", [] { shop::weigh(order()); });
  captured("weight of a text", [] { shop::weigh(std::string("cart")); });
  captured("charge in a lambda", [] { shop::charge_each({order()}); });
  captured("refund in a lambda in a lambda", [] { shop::refund_each({order()}); });
  captured("hidden", [] { shop::hidden(order()); });
  captured("veiled", [] { shop::veiled(order()); });
  captured("circle of one", [&] { walk(40 + variant * 7); });
  captured("circle of two", [&] { ping(40 + variant); });
  captured("circle of three", [&] { trunk(40 + variant); });
}
