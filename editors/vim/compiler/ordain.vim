" Vim compiler file
" Compiler: ordain check

if exists('current_compiler')
  finish
endif
let current_compiler = 'ordain'
scriptencoding utf-8
let s:cpo_save = &cpo
set cpo&vim

if exists(':CompilerSet') != 2
  command -nargs=* CompilerSet setlocal <args>
endif

CompilerSet makeprg=ordain\ check
" A finding is its message and, on the line below, its place; what follows shows the source.
CompilerSet errorformat=
      \%Eerror[E%n]:\ %m,
      \%Wwarning[E%n]:\ %m,
      \%Iinfo[E%n]:\ %m,
      \%Z\ %#╭─[%f:%l:%c],
      \%-G%.%#

let &cpo = s:cpo_save
unlet s:cpo_save
