<?php
// What can go wrong at the bank.
namespace App;

// SHIFT
class PaymentFailed extends \RuntimeException
{
}

interface Till
{
    public function open(int $order): void;
}

interface Safe
{
    public function open(int $order): void;
}

final class Bank
{
    public function charge(int $order): void
    {
        // SHIFT
        throw new \DomainException("cannot charge order $order");
    }

    public function refund(int $order): void
    {
        throw new \DomainException("cannot refund order $order");
    }

    public function chargeEach(array $orders): array
    {
        return array_map(function (int $order) {
            // SHIFT
            throw new \LogicException("order $order is not to be charged");
        }, $orders);
    }

    public function refundEach(array $orders): array
    {
        return array_map(fn (int $order) => throw new \LogicException("order $order is not to be refunded"), $orders);
    }

    public function sorted(array $orders): array
    {
        usort($orders, static function (int $one, int $other): int {
            return array_sum(array_map(fn ($of) => intdiv($of, 0), [$one, $other]));
        });
        return $orders;
    }

    public function till(): Till
    {
        // SHIFT
        return new class implements Till {
            public function open(int $order): void
            {
                throw new \RuntimeException("till does not open for order $order");
            }
        };
    }

    public function safe(): Safe
    {
        return new class implements Safe {
            public function open(int $order): void
            {
                throw new \RuntimeException("safe does not open for order $order");
            }
        };
    }

    public function declined(int $order): void
    {
        // SHIFT
        throw new class("order $order was declined") extends PaymentFailed {
        };
    }

    public function unplugged(int $order): void
    {
        throw new class("terminal of order $order is unplugged") extends \Exception {
        };
    }

    public function __call(string $name, array $values): mixed
    {
        throw new \BadMethodCallException("bank has no $name for order $values[0]");
    }

    public static function reach(string $host): void
    {
        throw new \UnexpectedValueException("no route to $host");
    }

    public static function locked(int $row): void
    {
        // SHIFT
        throw new \OutOfBoundsException("row $row is locked");
    }

    public function pay(int $order, \Closure $work): void
    {
        try {
            $work();
        } catch (\Exception $cause) {
            throw new PaymentFailed("payment of order $order failed", 0, $cause);
        }
    }

    /** @return \Generator<int> */
    public function lines(int $order): \Generator
    {
        yield $order;
        // SHIFT
        throw new \RangeException("order $order has no more lines");
    }
}
