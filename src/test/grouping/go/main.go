// Runs into each of its faults once, with what VARIANT makes of lines, values and goroutines; each is named by a tag.
package main

import (
	"fmt"
	"math/rand"
	"os"
	"strconv"
	"time"

	"github.com/getsentry/sentry-go"

	"shop/bank"
	"shop/stock"
)

// SHIFT

var chance *rand.Rand

func order() int { return 1 + chance.Intn(99_999) }

func host() string {
	return fmt.Sprintf("10.%d.%d.7:%d", chance.Intn(255), chance.Intn(255), 1024+chance.Intn(60_000))
}

func id() string {
	return fmt.Sprintf("%08x-%04x-4%03x-8%03x-%012x", chance.Uint32(), chance.Intn(65536), chance.Intn(4096), chance.Intn(4096), chance.Int63n(1<<47))
}

func captured(name string, work func()) {
	hub := sentry.CurrentHub().Clone()
	hub.Scope().SetTag("fault", name)
	func() {
		defer func() {
			if failed := recover(); failed != nil {
				hub.Recover(failed)
			}
		}()
		// SHIFT
		work()
	}()
}

func inAGoroutine(name string, work func()) {
	done := make(chan bool)
	for range chance.Intn(3) {
		go time.Sleep(time.Millisecond)
	}
	go func() {
		defer close(done)
		captured(name, work)
	}()
	<-done
}

func said(name, words string) {
	hub := sentry.CurrentHub().Clone()
	hub.Scope().SetTag("fault", name)
	hub.CaptureMessage(words)
}

func main() {
	variant, _ := strconv.ParseInt(os.Getenv("VARIANT"), 10, 64)
	chance = rand.New(rand.NewSource(variant))
	if err := sentry.Init(sentry.ClientOptions{Dsn: os.Getenv("SENTRY_DSN")}); err != nil {
		panic(err)
	}
	// SHIFT
	captured("charge", func() { bank.Charge(order(), 12) })
	captured("charge timed out", func() { bank.Charge(order(), -order()) })
	captured("refund", func() { bank.Refund(order()) })
	inAGoroutine("refund in a goroutine", func() { bank.Refund(order()) })
	captured("bank away", func() { bank.Pay(order(), host()) })
	captured("bank closed", func() { bank.PayOnHoliday(order()) })
	captured("row locked", func() { stock.Lock(order()) })
	captured("shelf empty", func() { stock.Count(id(), 3+chance.Intn(60)) })
	captured("price out of range", func() { stock.Price(nil, order()) })
	captured("weight out of range", func() { stock.Weight(nil, order()) })
	captured("price of nothing", func() { stock.Total([]int{order(), 0}) })
	captured("unknown item", func() { stock.Find(nil, order()) })
	said("lease over", fmt.Sprintf("lease %s of user %d is over", id(), order()))
	said("lease refused", fmt.Sprintf("lease %s of user %d was refused", id(), order()))
	said("no answer", fmt.Sprintf("no answer from %s in %d s", host(), order()))
	sentry.Flush(20 * time.Second)
}
