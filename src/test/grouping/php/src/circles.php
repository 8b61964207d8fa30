<?php
// Recursion: of one function, and in circles of two, three and six; each ends anywhere in its circle.
namespace App;

// SHIFT
class TooDeep extends \OverflowException
{
}

function walk(int $depth): int
{
    return $depth === 0 ? throw new TooDeep('walked too deep') : walk($depth - 1) + 1;
}

function ping(int $depth): int
{
    return $depth === 0 ? throw new TooDeep('played too long') : pong($depth - 1) + 1;
}

function pong(int $depth): int
{
    // SHIFT
    return $depth === 0 ? throw new TooDeep('played too long') : ping($depth - 1) + 1;
}

function tick(int $depth): int
{
    return $depth === 0 ? throw new TooDeep('played too long') : tock($depth - 1) + 1;
}

function tock(int $depth): int
{
    return $depth === 0 ? throw new TooDeep('played too long') : tick($depth - 1) + 1;
}

function bottom(): int
{
    throw new TooDeep('there is no more');
}

final class Tree
{
    public function node(int $depth): int
    {
        return $depth === 0 ? bottom() : $this->branch($depth - 1) + 1;
    }

    private function branch(int $depth): int
    {
        // SHIFT
        return $depth === 0 ? bottom() : $this->leaf($depth - 1) + 1;
    }

    private function leaf(int $depth): int
    {
        return $depth === 0 ? bottom() : $this->node($depth - 1) + 1;
    }
}

final class Parser
{
    public function statement(int $depth): int
    {
        return $depth === 0 ? bottom() : $this->expression($depth - 1) + 1;
    }

    private function expression(int $depth): int
    {
        return $depth === 0 ? bottom() : $this->term($depth - 1) + 1;
    }

    private function term(int $depth): int
    {
        return $depth === 0 ? bottom() : $this->factor($depth - 1) + 1;
    }

    private function factor(int $depth): int
    {
        // SHIFT
        return $depth === 0 ? bottom() : $this->group($depth - 1) + 1;
    }

    private function group(int $depth): int
    {
        return $depth === 0 ? bottom() : $this->block($depth - 1) + 1;
    }

    private function block(int $depth): int
    {
        return $depth === 0 ? bottom() : $this->statement($depth - 1) + 1;
    }
}
