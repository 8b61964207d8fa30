// Package bank is what can go wrong at the bank.
package bank

import "fmt"

// SHIFT

type ChargeError struct{ Order, Amount int }

func (e *ChargeError) Error() string {
	return fmt.Sprintf("cannot charge %d for order %d", e.Amount, e.Order)
}

type RefundError struct{ Order int }

func (e *RefundError) Error() string { return fmt.Sprintf("cannot refund order %d", e.Order) }

type RouteError struct{ Host string }

func (e *RouteError) Error() string { return "no route to " + e.Host }

type PaymentError struct {
	Order int
	Cause error
}

func (e *PaymentError) Error() string { return fmt.Sprintf("payment of order %d failed", e.Order) }
func (e *PaymentError) Unwrap() error { return e.Cause }

func Charge(order, amount int) {
	// SHIFT
	if amount < 0 {
		panic(fmt.Sprintf("bank said nothing about order %d for %d ms", order, -amount))
	}
	panic(&ChargeError{order, amount})
}

func Refund(order int) {
	panic(&RefundError{order})
}

func Reach(host string) error {
	// SHIFT
	return &RouteError{host}
}

func Pay(order int, host string) {
	panic(&PaymentError{order, Reach(host)})
}

func PayOnHoliday(order int) {
	panic(&PaymentError{order, fmt.Errorf("closed until 2026-12-%d", 10+order%18)})
}
