//! The languages that code is coloured in: how each writes comments and strings, and its key words.

/// What a language looks like.
#[derive(Debug, Clone, Copy)]
pub(super) struct Language {
    /// What it is called after the three backticks.
    names: &'static str,
    /// What begins a comment to the end of the line.
    pub line: &'static [&'static str],
    /// What begins and ends one of several lines.
    pub block: Option<(&'static str, &'static str)>,
    /// What stands around strings.
    pub quotes: &'static str,
    /// Whether three of them stand around one of several lines.
    pub is_tripled: bool,
    /// Whether `'` stands around one character, and means something else, too.
    pub is_short: bool,
    /// Whether `#` begins a comment only after a blank.
    pub is_spaced: bool,
    /// Whether capitals make no difference.
    pub is_any_case: bool,
    pub words: &'static str,
}

const C: Language = Language {
    names: "c h cpp cc hpp arduino",
    line: &["//"],
    block: Some(("/*", "*/")),
    quotes: "\"'",
    is_tripled: false,
    is_short: true,
    is_spaced: false,
    is_any_case: false,
    words: "auto bool break case catch char class const constexpr continue default delete do double else enum explicit \
        extern false float for friend goto if inline int long namespace new nullptr operator override private protected \
        public return short signed sizeof static struct switch template this throw true try typedef typename union unsigned \
        using virtual void volatile while",
};

const PYTHON: Language = Language {
    names: "python py python3",
    line: &["#"],
    block: None,
    is_tripled: true,
    is_short: false,
    words: "and as assert async await break class continue def del elif else except False finally for from global if import \
        in is lambda match case None nonlocal not or pass raise return self True try while with yield",
    ..C
};

static LANGUAGES: [Language; 19] = [
    C,
    PYTHON,
    Language {
        names: "rust rs",
        words: "as async await break const continue crate dyn else enum extern false fn for if impl in let loop match mod move \
            mut pub ref return self Self static struct super trait true type unsafe use where while bool char f32 f64 i8 i16 \
            i32 i64 isize str u8 u16 u32 u64 usize Box Option Result String Vec Some None Ok Err",
        ..C
    },
    Language {
        names: "java",
        words: "abstract boolean break byte case catch char class const continue default do double else enum extends false \
            final finally float for if implements import instanceof int interface long native new null package private \
            protected public record return sealed short static super switch synchronized this throw throws true try var void \
            volatile while yield",
        ..C
    },
    Language {
        names: "kotlin kt",
        words: "as break by class companion continue data do else false for fun if import in interface internal is null object \
            open override package private protected public return sealed super suspend this throw true try typealias val var \
            when while",
        ..C
    },
    Language {
        names: "csharp cs",
        words: "abstract as async await base bool break byte case catch char class const continue decimal default do double \
            else enum event false finally float for foreach get if in int interface internal is long namespace new null object \
            out override private protected public readonly record ref return sealed set short static string struct switch this \
            throw true try typeof using var virtual void while yield",
        ..C
    },
    Language {
        names: "go golang",
        quotes: "\"'`",
        words: "any bool break byte case chan const continue default defer else error fallthrough false float64 for func go \
            goto if import int int64 interface map nil package range return rune select string struct switch true type uint var",
        ..C
    },
    Language {
        names: "swift",
        is_tripled: true,
        words: "as async await break case catch class continue default defer do else enum extension false final for func guard \
            if import in init inout internal is let nil override private protocol public return self static struct super \
            switch throw throws true try typealias var where while",
        ..C
    },
    Language {
        names: "javascript js jsx typescript ts tsx mjs",
        quotes: "\"'`",
        is_short: false,
        words: "abstract any as async await boolean break case catch class const continue debugger declare default delete do \
            else enum export extends false finally for from function get if implements import in instanceof interface keyof let \
            new null number of private protected public readonly return set static string super switch this throw true try type \
            typeof undefined var void while yield",
        ..C
    },
    Language {
        names: "php",
        line: &["//", "#"],
        is_short: false,
        words: "abstract array as break case catch class const continue declare default do echo else elseif extends false final \
            fn for foreach function global if implements include instanceof interface match namespace new null private protected \
            public readonly require return static switch throw trait true try use var while yield",
        ..C
    },
    Language {
        names: "ruby rb",
        words: "alias and begin break case class def defined do else elsif end ensure false for if in module next nil not or \
            redo rescue retry return self super then true undef unless until when while yield require puts attr_accessor",
        ..PYTHON
    },
    Language {
        names: "shell sh bash zsh console",
        is_tripled: false,
        is_spaced: true,
        words: "if then else elif fi for while until do done case esac in function return local export source set unset echo cd \
            exit test read sudo",
        ..PYTHON
    },
    Language {
        names: "sql postgresql sqlite mysql",
        line: &["--"],
        is_short: false,
        is_any_case: true,
        words: "add all alter and as asc begin between by cascade case check column commit constraint create cross default delete \
            desc distinct drop else end except exists foreign from full group having if in index inner insert integer intersect \
            into is join key left like limit not null offset on or order outer primary references returning right rollback \
            select set table text then transaction trigger union unique update using values view when where with",
        ..C
    },
    Language {
        names: "r",
        words: "if else repeat while function for in next break TRUE FALSE NULL NA NaN Inf library require return",
        is_tripled: false,
        ..PYTHON
    },
    Language {
        names: "julia jl",
        is_short: true,
        words: "abstract baremodule begin break catch const continue do else elseif end export false finally for function global \
            if import in let local macro module mutable nothing quote return struct true try type using where while",
        ..PYTHON
    },
    Language {
        names: "haskell hs",
        line: &["--"],
        block: Some(("{-", "-}")),
        words: "case class data default deriving do else foreign if import in infix infixl infixr instance let module newtype of \
            then type where",
        ..C
    },
    Language {
        names: "yaml yml toml ini dockerfile makefile",
        is_tripled: false,
        is_spaced: true,
        words: "true false null yes no on off FROM RUN COPY ENV CMD WORKDIR EXPOSE ENTRYPOINT ARG USER",
        ..PYTHON
    },
    Language { names: "json json5 jsonc", is_short: false, words: "true false null", ..C },
    Language {
        names: "css scss",
        line: &[],
        is_short: false,
        words: "important media supports import from to and not only inherit initial unset none auto",
        ..C
    },
];

/// The language that goes by a name; in lower case, `cpp` for `c++` and `csharp` for `c#`.
pub(super) fn named(name: &str) -> Option<&'static Language> {
    LANGUAGES.iter().find(|language| language.names.split(' ').any(|known| known == name))
}
