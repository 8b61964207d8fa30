// Package stock is what can go wrong in the stock.
package stock

import "fmt"

// SHIFT

type Item struct{ Name string }

func Lock(row int) {
	panic(fmt.Errorf("row %d is locked", row))
}

func Count(shelf string, depth int) int {
	if depth == 0 {
		panic(fmt.Errorf("shelf %s is empty", shelf))
	}
	// SHIFT
	return Count(shelf, depth-1) + 1
}

func Price(prices []int, at int) int { return prices[at] }

func Weight(weights []int, at int) int {
	// SHIFT
	return weights[at]
}

func each[T any](all []T, do func(T)) {
	for _, one := range all {
		do(one)
	}
}

func Total(prices []int) (sum int) {
	each(prices, func(price int) { sum += 100 / price })
	return sum
}

func Find(items map[int]*Item, key int) string { return items[key].Name }
