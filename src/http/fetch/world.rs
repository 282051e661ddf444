//! Which IP addresses belong to the public internet, by the registries of special addresses (RFC 6890 and after).

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// IPv4 networks that are no servers of the public: where they begin, and how many bits they have in common.
const V4: [(Ipv4Addr, u32); 16] = [
    // This network, and "any address"
    (Ipv4Addr::new(0, 0, 0, 0), 8),
    // Private
    (Ipv4Addr::new(10, 0, 0, 0), 8),
    // Shared behind a carrier's translation
    (Ipv4Addr::new(100, 64, 0, 0), 10),
    // Loopback
    (Ipv4Addr::new(127, 0, 0, 0), 8),
    // Link-local, with the clouds' metadata at 169.254.169.254
    (Ipv4Addr::new(169, 254, 0, 0), 16),
    // A cloud's metadata in the midst of the public's addresses: Azure's, which answers its own machines alone
    (Ipv4Addr::new(168, 63, 129, 16), 32),
    // Private
    (Ipv4Addr::new(172, 16, 0, 0), 12),
    // Protocol assignments
    (Ipv4Addr::new(192, 0, 0, 0), 24),
    // Documentation
    (Ipv4Addr::new(192, 0, 2, 0), 24),
    // Relays of 6to4
    (Ipv4Addr::new(192, 88, 99, 0), 24),
    // Private
    (Ipv4Addr::new(192, 168, 0, 0), 16),
    // Benchmarking
    (Ipv4Addr::new(198, 18, 0, 0), 15),
    // Documentation
    (Ipv4Addr::new(198, 51, 100, 0), 24),
    (Ipv4Addr::new(203, 0, 113, 0), 24),
    // Multicast
    (Ipv4Addr::new(224, 0, 0, 0), 4),
    // Reserved, and broadcast
    (Ipv4Addr::new(240, 0, 0, 0), 4),
];

/// The only IPv6 addresses that are given out to the public. What carries an IPv4 address in it (mapped, compatible,
/// translated by NAT64), loopback, discard, unique-local, link-local, site-local and multicast lie outside.
const V6_PUBLIC: (Ipv6Addr, u32) = (Ipv6Addr::new(0x2000, 0, 0, 0, 0, 0, 0, 0), 3);

/// What of these is no server of the public after all.
const V6: [(Ipv6Addr, u32); 4] = [
    // Protocol assignments: Teredo, which carries an IPv4 address, benchmarking, ORCHID
    (Ipv6Addr::new(0x2001, 0, 0, 0, 0, 0, 0, 0), 23),
    // Documentation
    (Ipv6Addr::new(0x2001, 0xdb8, 0, 0, 0, 0, 0, 0), 32),
    // 6to4, which carries an IPv4 address
    (Ipv6Addr::new(0x2002, 0, 0, 0, 0, 0, 0, 0), 16),
    // Documentation
    (Ipv6Addr::new(0x3fff, 0, 0, 0, 0, 0, 0, 0), 20),
];

/// Whether anybody could reach a server at this address.
pub(super) fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => !V4.iter().any(|network| is_v4_in(address, network)),
        IpAddr::V6(address) => is_v6_in(address, &V6_PUBLIC) && !V6.iter().any(|network| is_v6_in(address, network)),
    }
}

fn is_v4_in(address: Ipv4Addr, (start, bits): &(Ipv4Addr, u32)) -> bool {
    (address.to_bits() ^ start.to_bits()).leading_zeros() >= *bits
}

fn is_v6_in(address: Ipv6Addr, (start, bits): &(Ipv6Addr, u32)) -> bool {
    (address.to_bits() ^ start.to_bits()).leading_zeros() >= *bits
}
