" Vim filetype plugin
" Language: Ordain

if exists('b:did_ftplugin')
  finish
endif
let b:did_ftplugin = 1

setlocal comments=:///,://!,://,s1:/*,mb:*,ex:*/
setlocal commentstring=//\ %s
setlocal formatoptions-=t formatoptions+=croql
setlocal expandtab shiftwidth=2 softtabstop=2
setlocal suffixesadd=.ord
let b:match_words = '{:},(:),\[:\],\<block\>:\<rescue\>:\<always\>:\<cancel\>'

let b:undo_ftplugin = 'setlocal comments< commentstring< formatoptions< expandtab< shiftwidth< softtabstop< suffixesadd<'
      \ . ' | unlet! b:match_words'
