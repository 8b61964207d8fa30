//! Recursion: of one function, and in circles of two, three and six; each ends anywhere in its circle.

fn bottom() -> u64 {
    panic!("there is no more")
}

// SHIFT
macro_rules! circle {
    ($at_the_end:expr; $($from:ident => $to:ident),+) => {
        $(pub fn $from(depth: u64) -> u64 {
            if depth == 0 { $at_the_end } else { $to(depth - 1) + 1 }
        })+
    };
}

circle!(panic!("walked too deep"); walk => walk);
circle!(panic!("played too long"); ping => pong, pong => ping);
circle!(panic!("played too long"); tick => tock, tock => tick);
// SHIFT
circle!(bottom(); trunk => branch, branch => leaf, leaf => trunk);
circle!(bottom(); statement => expression, expression => term, term => factor, factor => group, group => block, block => statement);
