autocmd BufRead,BufNewFile *.ord setfiletype ordain
