#pragma once
// SPDX-License-Identifier: BSL-1.0
// Reading numbers from text, with errors that say which file, which line, what was expected and what is there.
// Memory is taken only for numbers the file can hold: a number takes two bytes, itself and a separator.

#include <charconv>
#include <cstddef>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace adbench {

class text {
 public:
  /// Numbers stand between white space, and between colons where the format says so.
  explicit text(const std::filesystem::path& path, std::string_view separators = " \t\r\n")
      : path_(path.string()), separators_(separators) {
    std::ifstream in(path, std::ios::binary);
    if (!in) throw std::runtime_error(path_ + ": cannot be opened");
    content_.assign(std::istreambuf_iterator<char>(in), {});
    if (in.bad()) throw std::runtime_error(path_ + ": cannot be read");
  }

  /// The next word; `what` it should be is for the error.
  std::string_view word(const std::string& what) {
    skip_separators();
    if (position_ == content_.size()) fail("the file ends where " + what + " should be");
    const std::size_t start = position_;
    while (position_ < content_.size() && !separates(content_[position_])) ++position_;
    return std::string_view(content_).substr(start, position_ - start);
  }

  double number(const std::string& what) { return parse<double>(what, "a number"); }

  /// A whole number in [least, most].
  std::size_t count(const std::string& what, std::size_t least, std::size_t most) {
    const auto value = parse<std::size_t>(what, "a whole number");
    if (value < least || value > most) {
      fail(what + " is " + std::to_string(value) + ", outside [" + std::to_string(least) + ", " + std::to_string(most) +
           "]");
    }
    return value;
  }

  int integer(const std::string& what) { return parse<int>(what, "a whole number"); }

  /// The next `how_many` numbers.
  std::vector<double> numbers(std::size_t how_many, const std::string& what) {
    require_room(how_many, what);
    std::vector<double> result(how_many);
    for (std::size_t i = 0; i < how_many; ++i) {
      result[i] = number(what + " " + std::to_string(i + 1) + " of " + std::to_string(how_many));
    }
    return result;
  }

  /// Fails unless the rest of the file can hold that many numbers.
  void require_room(std::size_t how_many, const std::string& what) const {
    const std::size_t left = content_.size() - position_;
    if (how_many > (left + 1) / 2) {
      fail(std::to_string(how_many) + " numbers are announced for " + what + ", but only " + std::to_string(left) +
           " bytes are left");
    }
  }

  bool at_end() {
    skip_separators();
    return position_ == content_.size();
  }

  void require_end() {
    if (!at_end()) fail("the file goes on where it should end, with " + quoted(word("")));
  }

  /// Words from here to the end.
  std::size_t words_left() const {
    text rest = *this;
    std::size_t words = 0;
    for (; !rest.at_end(); ++words) rest.word("");
    return words;
  }

  void skip_line() {
    const std::size_t end = content_.find('\n', position_);
    position_ = end == std::string::npos ? content_.size() : end + 1;
  }

  /// The next byte that is not a separator; 0 at the end.
  char peek() { return at_end() ? '\0' : content_[position_]; }

  /// As much of a word as an error can show.
  static std::string quoted(std::string_view found) {
    std::string shown(found.substr(0, 40));
    for (char& c : shown) {
      if (c < ' ' || c > '~') c = '?';
    }
    return "'" + shown + "'";
  }

  [[noreturn]] void fail(const std::string& what) const {
    std::size_t line = 1;
    for (std::size_t i = 0; i < position_; ++i) line += content_[i] == '\n';
    throw std::runtime_error(path_ + ":" + std::to_string(line) + ": " + what);
  }

 private:
  bool separates(char c) const { return separators_.find(c) != std::string_view::npos; }
  void skip_separators() {
    while (position_ < content_.size() && separates(content_[position_])) ++position_;
  }

  template <class T> T parse(const std::string& what, const char* kind) {
    const std::string_view found = word(what);
    T value{};
    const auto [end, error] = std::from_chars(found.data(), found.data() + found.size(), value);
    if (error != std::errc{} || end != found.data() + found.size()) {
      fail(what + " should be " + kind + ", and is " + quoted(found));
    }
    return value;
  }

  std::string path_;
  std::string_view separators_;
  std::string content_;
  std::size_t position_ = 0;
};

}  // namespace adbench
