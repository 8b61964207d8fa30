// Recursion that ends anywhere in its circle, wrappers and their causes, and names that Go makes up.
package main

import (
	"errors"
	"fmt"
	"math/rand"
	"os"
	"strconv"
	"time"

	"github.com/getsentry/sentry-go"
)

// SHIFT

var chance *rand.Rand

func order() int { return 1 + chance.Intn(99_999) }

func captured(fault string, work func()) {
	hub := sentry.CurrentHub().Clone()
	hub.Scope().SetTag("fault", fault)
	func() {
		defer func() {
			if failed := recover(); failed != nil {
				hub.Recover(failed)
			}
		}()
		work()
	}()
}

type tooDeep struct{ words string }

func (e *tooDeep) Error() string { return e.words }

func walk(depth int) int {
	if depth == 0 {
		panic(&tooDeep{"walked too deep"})
	}
	return walk(depth-1) + 1
}

func ping(depth int) int {
	if depth == 0 {
		panic(&tooDeep{"played too long"})
	}
	return pong(depth-1) + 1
}

// SHIFT

func pong(depth int) int {
	if depth == 0 {
		panic(&tooDeep{"played too long"})
	}
	return ping(depth-1) + 1
}

func tick(depth int) int {
	if depth == 0 {
		panic(&tooDeep{"played too long"})
	}
	return tock(depth-1) + 1
}

func tock(depth int) int {
	if depth == 0 {
		panic(&tooDeep{"played too long"})
	}
	return tick(depth-1) + 1
}

func bottom() int { panic(&tooDeep{"there is no more"}) }

func next(depth int, then func(int) int) int {
	if depth == 0 {
		return bottom()
	}
	return then(depth-1) + 1
}

type parser struct{}

func (p *parser) statement(depth int) int  { return next(depth, p.expression) }
func (p *parser) expression(depth int) int { return next(depth, p.term) }
func (p *parser) term(depth int) int       { return next(depth, p.statement) }

// SHIFT

type Till interface{ Open(order int) }
type drawer struct{}
type safe struct{}
type room struct{ drawer }

func (drawer) Open(order int) { panic(fmt.Errorf("drawer does not open for order %d", order)) }
func (*safe) Open(order int)  { panic(fmt.Errorf("safe does not open for order %d", order)) }

func mapped[T, U any](all []T, do func(T) U) (made []U) {
	for _, one := range all {
		made = append(made, do(one))
	}
	return made
}

func divided(orders []int) {
	mapped(orders, func(order int) string {
		return strconv.Itoa(mapped([]int{order}, func(order int) int { return order / (order - order) })[0])
	})
}

func shared(orders []int) {
	mapped(orders, func(order int) float64 {
		return float64(order / (order - order))
	})
}

type gone struct{ host string }

func (e gone) Error() string { return "no route to " + e.host }

type locked int

func (e locked) Error() string { return "row " + strconv.Itoa(int(e)) + " is locked" }

func pay(order int, cause error) { panic(fmt.Errorf("payment of order %d failed: %w", order, cause)) }

func payTwice(cause error) {
	panic(fmt.Errorf("order failed for good: %w", fmt.Errorf("payment of order %d failed: %w", order(), cause)))
}

func payJoined(causes ...error) { panic(errors.Join(causes...)) }

func deferred(order int) {
	defer func() { panic(fmt.Errorf("order %d is not closed", order)) }()
}

func main() {
	variant, _ := strconv.Atoi(os.Getenv("VARIANT"))
	chance = rand.New(rand.NewSource(int64(variant)))
	if err := sentry.Init(sentry.ClientOptions{Dsn: os.Getenv("SENTRY_DSN")}); err != nil {
		panic(err)
	}
	host := gone{fmt.Sprintf("10.0.7.%d", chance.Intn(255))}
	captured("circle of one", func() { walk(40 + variant*7) })
	captured("circle of two", func() { ping(40 + variant) })
	captured("another circle of two", func() { tick(40 + variant) })
	captured("circle of three in a helper", func() { new(parser).statement(40 + variant) })
	captured("drawer", func() { Till(room{}).Open(order()) })
	captured("safe", func() { Till(&safe{}).Open(order()) })
	// SHIFT
	captured("divided in a closure in a closure", func() { divided([]int{order()}) })
	captured("shared in a closure", func() { shared([]int{order()}) })
	captured("method value", func() { open := drawer{}.Open; func() { open(order()) }() })
	captured("paid to a host away", func() { pay(order(), host) })
	captured("paid for a row locked", func() { pay(order(), locked(order())) })
	captured("paid twice to a host away", func() { payTwice(host) })
	captured("paid twice for a row locked", func() { payTwice(locked(order())) })
	captured("two causes joined", func() { payJoined(host, locked(order())) })
	captured("deferred", func() { deferred(order()) })
	sentry.Flush(20 * time.Second)
}
